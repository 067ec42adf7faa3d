package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

  private static final Duration BASE = Duration.ofSeconds(1);
  private static final Duration CAP = Duration.ofSeconds(10);

  @ParameterizedTest
  @CsvSource({"1,1000", "2,2000", "3,4000", "4,8000", "5,10000", "40,10000"})
  void theWaitIsRandomBelowABoundThatDoublesUpToTheCap(int errors, long boundMillis) {
    RetryPolicy policy = policy(100, 42);
    var waits =
        IntStream.range(0, 2000)
            .mapToLong(i -> policy.next(errors).orElseThrow().toMillis())
            .summaryStatistics();

    assertThat(waits.getMin()).isBetween(0L, boundMillis / 20);
    assertThat(waits.getMax()).isBetween(boundMillis * 19 / 20, boundMillis);
    assertThat(waits.getAverage()).isBetween(boundMillis * 0.45, boundMillis * 0.55);
  }

  @Test
  void theSameSeedGivesTheSameWaits() {
    assertThat(policy(5, 7).next(3)).isEqualTo(policy(5, 7).next(3));
  }

  @Test
  void theLastAllowedErrorIsTheEnd() {
    assertThat(policy(3, 1).next(2)).isPresent();
    assertThat(policy(3, 1).next(3)).isEqualTo(Optional.empty());
    assertThat(policy(1, 1).next(1)).isEqualTo(Optional.empty());
  }

  private static RetryPolicy policy(int maxErrors, long seed) {
    return new RetryPolicy(maxErrors, BASE, CAP, new Random(seed));
  }
}
