package io.throughline.realtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.throughline.realtime.control.LagBudget.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LagBudgetTest {

  private final LagBudget lag = new LagBudget(Duration.ofSeconds(3), Duration.ofSeconds(5));

  @Test
  void speechThatIsHeardAtItsPaceDoesNotLag() {
    lag.begin(at(0));
    for (int i = 0; i < 100; i++) {
      assertThat(lag.received(0.1, at(i * 0.1))).isEqualTo(Verdict.WITHIN);
      lag.heard(0.1, at(i * 0.1));
    }

    assertThat(lag.most()).isZero();
    assertThat(lag.received()).isCloseTo(10, within(1e-9));
  }

  @Test
  void aRecordingThatComesAtOnceIsDueAtThePaceOfSpeech() {
    lag.begin(at(0));

    assertThat(lag.received(60, at(0))).isEqualTo(Verdict.WITHIN);
    lag.heard(20, at(2));
    assertThat(lag.received(0, at(10))).isEqualTo(Verdict.WITHIN);
    assertThat(lag.lag()).isZero();
    assertThat(lag.received(0, at(24.5))).isEqualTo(Verdict.WARN);
    assertThat(lag.lag()).isCloseTo(4.5, within(1e-9));
  }

  @Test
  void audioAfterAStallOfTheNetworkIsDueFromItsArrival() {
    lag.begin(at(0));
    lag.received(1, at(1));
    lag.heard(1, at(1));

    assertThat(lag.received(8, at(9))).isEqualTo(Verdict.WITHIN);
    assertThat(lag.lag()).isZero();
  }

  @Test
  void theClientIsWarnedOnceASecond() {
    lag.begin(at(0));
    lag.received(10, at(0));

    assertThat(lag.received(0, at(2.9))).isEqualTo(Verdict.WITHIN);
    assertThat(lag.received(0, at(3))).isEqualTo(Verdict.WARN);
    assertThat(lag.received(0, at(3.9))).isEqualTo(Verdict.WITHIN);
    assertThat(lag.received(0, at(4))).isEqualTo(Verdict.WARN);
  }

  @Test
  void onlyALagThatStaysIsTooMuch() {
    lag.begin(at(0));
    lag.received(60, at(0));

    assertThat(lag.received(0, at(6))).isNotEqualTo(Verdict.EXCEEDED);
    lag.heard(3, at(6.5));
    assertThat(lag.received(0, at(8.1))).isNotEqualTo(Verdict.EXCEEDED);
    assertThat(lag.received(0, at(10))).isNotEqualTo(Verdict.EXCEEDED);
    assertThat(lag.received(0, at(10.2))).isEqualTo(Verdict.EXCEEDED);
    assertThat(lag.most()).isCloseTo(7.2, within(1e-9));
  }

  @Test
  void whatCameBeforeTheServerListensIsNotDue() {
    lag.received(20, at(0));
    lag.begin(at(100));

    assertThat(lag.received(0, at(101))).isEqualTo(Verdict.WITHIN);
    assertThat(lag.lag()).isCloseTo(1, within(1e-9));
  }

  private static long at(double seconds) {
    return Math.round(seconds * 1e9) - 5_000_000_000L;
  }
}
