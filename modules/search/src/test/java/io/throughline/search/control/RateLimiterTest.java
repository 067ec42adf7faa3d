package io.throughline.search.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.search.api.RateLimit;
import io.throughline.search.api.RateLimitedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private final SettableClock clock = new SettableClock();
  private final RateLimiter limiter = new RateLimiter(6, clock);

  @Test
  void aMinutesWorthMayComeAtOnce() {
    for (int left = 5; left >= 0; left--) {
      assertThat(limiter.take("a").remaining()).isEqualTo(left);
    }
    assertLimited("a", 10);
  }

  @Test
  void theBucketFillsSteadily() {
    empty("a");
    clock.advance(Duration.ofSeconds(9));
    assertLimited("a", 1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(limiter.take("a").remaining()).isZero();
    assertLimited("a", 10);
  }

  @Test
  void waitingLongFillsNoMoreThanTheBucket() {
    empty("a");
    clock.advance(Duration.ofDays(1));
    assertThat(limiter.take("a").remaining()).isEqualTo(5);
  }

  @Test
  void callersDoNotTakeFromEachOther() {
    empty("a");
    assertThat(limiter.take("b").remaining()).isEqualTo(5);
  }

  @Test
  void aClockThatIsSetBackTakesAndGivesNothing() {
    empty("a");
    clock.advance(Duration.ofHours(-1));
    assertLimited("a", 10);
  }

  @Test
  void thousandsOfCallersDoNotFillTheMemory() {
    empty("a");
    for (int i = 0; i < 20_000; i++) {
      limiter.take("caller" + i);
    }
    assertThat(limiter.callers()).isLessThanOrEqualTo(10_000);
  }

  @Test
  void theFieldsSayWhatIsLeftAndWhenAllIsBack() {
    RateLimit limit = limiter.take("a");

    assertThat(limit.fields())
        .containsEntry("RateLimit-Policy", "\"search\";q=6;w=60")
        .containsEntry("RateLimit", "\"search\";r=5;t=10");
  }

  @Test
  void noLimitIsNoLimit() {
    RateLimiter open = new RateLimiter(0, clock);
    for (int i = 0; i < 1_000; i++) {
      assertThat(open.take("a").fields()).isEmpty();
    }
  }

  private void empty(String caller) {
    for (int i = 0; i < 6; i++) {
      limiter.take(caller);
    }
  }

  private void assertLimited(String caller, int seconds) {
    assertThatThrownBy(() -> limiter.take(caller))
        .isInstanceOf(RateLimitedException.class)
        .satisfies(
            e ->
                assertThat(((RateLimitedException) e).retryAfter())
                    .isEqualTo(Duration.ofSeconds(seconds)));
  }
}
