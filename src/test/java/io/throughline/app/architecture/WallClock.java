package io.throughline.app.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import java.util.Set;

/**
 * Calls that read the time from anywhere but a given clock; measuring durations is none of them.
 */
final class WallClock extends DescribedPredicate<JavaCall<?>> {

  private static final Set<String> CLOCKS =
      Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds");

  WallClock() {
    super("read the time without an injected clock");
  }

  @Override
  public boolean test(JavaCall<?> call) {
    String owner = call.getTargetOwner().getName();
    String name = call.getName();
    boolean given =
        call.getTarget().getRawParameterTypes().stream()
            .anyMatch(type -> type.getName().equals("java.time.Clock"));
    return (owner.startsWith("java.time.") && name.equals("now") && !given)
        || (owner.equals("java.time.Clock") && CLOCKS.contains(name))
        || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
        || (owner.equals("java.util.Date")
            && name.equals("<init>")
            && call.getTarget().getRawParameterTypes().isEmpty());
  }
}
