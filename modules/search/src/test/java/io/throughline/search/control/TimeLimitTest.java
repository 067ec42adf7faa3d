package io.throughline.search.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimeLimitTest {

  private final ManualAlarm alarm = new ManualAlarm();
  private final AtomicLong nanos = new AtomicLong();
  private final TimeLimit limit = new TimeLimit(Duration.ofSeconds(10), alarm, nanos::get);

  @Test
  void workThatTakesTooLongIsInterrupted() {
    assertThatThrownBy(
            () ->
                limit.run(
                    running -> {
                      alarm.ring();
                      waitForEver();
                      return null;
                    }))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void theThreadIsNotInterruptedAfterwards() {
    limit.run(
        running -> {
          alarm.ring();
          assertThat(running.expired()).isTrue();
          return null;
        });

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void anAlarmThatIsLateInterruptsNobody() {
    limit.run(running -> null);
    alarm.ring();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void workThatIsAllowedToEndIsNotInterrupted() {
    boolean expired =
        limit.run(
            running -> {
              running.end();
              alarm.ring();
              return running.expired() || Thread.currentThread().isInterrupted();
            });

    assertThat(expired).isFalse();
  }

  @Test
  void whatIsLeftIsNeverLessThanNothing() {
    limit.run(
        running -> {
          nanos.addAndGet(Duration.ofSeconds(4).toNanos());
          assertThat(running.left()).isEqualTo(Duration.ofSeconds(6));
          nanos.addAndGet(Duration.ofSeconds(60).toNanos());
          assertThat(running.left()).isZero();
          return null;
        });
  }

  @Test
  void anInterruptOfSomebodyElseStays() {
    limit.run(
        running -> {
          Thread.currentThread().interrupt();
          return null;
        });

    assertThat(Thread.interrupted()).isTrue();
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }
}
