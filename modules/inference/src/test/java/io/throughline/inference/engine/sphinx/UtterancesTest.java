package io.throughline.inference.engine.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UtterancesTest {

  private static final int RATE = SphinxAudio.SAMPLE_RATE;

  @Test
  void groupShouldJoinShortStretchesAcrossShortPauses() {
    List<Stretch> speech = List.of(seconds(1, 2), seconds(2.3, 3), seconds(3.2, 5));

    assertThat(Utterances.group(speech, 10 * RATE)).hasSize(1);
  }

  @Test
  void groupShouldCutAtClearPauses() {
    List<Stretch> speech = List.of(seconds(1, 5), seconds(5.6, 9));

    assertThat(Utterances.group(speech, 10 * RATE)).hasSize(2);
  }

  @Test
  void groupShouldCutEndlessSpeech() {
    List<Stretch> utterances = Utterances.group(List.of(seconds(0, 100)), 100 * RATE);

    assertThat(utterances).allMatch(u -> u.length() <= 21L * RATE);
    assertThat(utterances.stream().mapToLong(Stretch::length).sum()).isEqualTo(100L * RATE);
  }

  @Test
  void groupShouldKeepSilenceAroundWithoutOverlap() {
    List<Stretch> utterances =
        Utterances.group(List.of(seconds(0.05, 5), seconds(5.5, 9)), 10 * RATE);

    assertThat(utterances.get(0).from()).isZero();
    assertThat(utterances.get(0).to()).isGreaterThan(5L * RATE);
    assertThat(utterances.get(1).from()).isGreaterThanOrEqualTo(utterances.get(0).to());
  }

  @Test
  void groupShouldBeEmptyWithoutSpeech() {
    assertThat(Utterances.group(List.of(), 0)).isEmpty();
  }

  private static Stretch seconds(double from, double to) {
    return new Stretch(Math.round(from * RATE), Math.round(to * RATE));
  }
}
