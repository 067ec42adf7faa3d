package io.throughline.app.faults.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrashPointTest {

  /** A renamed method would leave a fault row waiting for a crash that never comes. */
  @ParameterizedTest
  @EnumSource
  void everyCrashPointNamesAMethodOfTheProduct(CrashPoint point) throws ClassNotFoundException {
    Class<?> type =
        Class.forName(point.type(), false, Thread.currentThread().getContextClassLoader());

    assertTrue(
        Arrays.stream(type.getDeclaredMethods())
            .anyMatch(method -> method.getName().equals(point.method())),
        () -> point + ": no " + point.method() + " in " + type);
  }
}
