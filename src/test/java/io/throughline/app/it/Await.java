package io.throughline.app.it;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions instead of for time. */
public final class Await {

  private static final long PAUSE = Duration.ofMillis(50).toNanos();

  private Await() {}

  /** Something to wait for. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Something to wait for and then look at. */
  @FunctionalInterface
  public interface Probe<T> {
    Optional<T> look() throws Exception;
  }

  public static void until(String description, Duration limit, Condition condition) {
    result(description, limit, () -> condition.holds() ? Optional.of(true) : Optional.empty());
  }

  public static <T> T result(String description, Duration limit, Probe<T> probe) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<T> found = look(probe);
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited " + limit + " in vain until " + description);
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  private static <T> Optional<T> look(Probe<T> probe) {
    try {
      return probe.look();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
