package io.throughline.inference.engine.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.inference.api.Diarization.Turn;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SpeakerErrorsTest {

  private static final Offset<Double> STEP = Offset.offset(0.011);
  private static final List<Turn> TRUTH = List.of(new Turn(0, 2, "A"), new Turn(2, 4, "B"));

  @Test
  void namesShouldNotMatter() {
    List<Turn> found = List.of(new Turn(0, 2, "x"), new Turn(2, 4, "y"));

    assertThat(SpeakerErrors.between(TRUTH, found, 0).rate()).isZero();
  }

  @Test
  void confusedSecondsShouldCount() {
    List<Turn> found = List.of(new Turn(0, 3, "x"), new Turn(3, 4, "y"));

    assertThat(SpeakerErrors.between(TRUTH, found, 0).rate()).isCloseTo(0.25, STEP);
  }

  @Test
  void missedAndFalseSecondsShouldCount() {
    List<Turn> found = List.of(new Turn(0, 1, "x"), new Turn(2, 5, "y"));

    assertThat(SpeakerErrors.between(TRUTH, found, 0).wrong()).isCloseTo(2, STEP);
  }

  @Test
  void errorsWithinTheCollarShouldNotCount() {
    List<Turn> found = List.of(new Turn(0, 2.2, "x"), new Turn(2.2, 4.2, "y"));

    assertThat(SpeakerErrors.between(TRUTH, found, 0.25).rate()).isZero();
  }

  @Test
  void oneSpeakerForTwoShouldCountTheLesser() {
    assertThat(SpeakerErrors.between(TRUTH, List.of(new Turn(0, 4, "x")), 0).rate())
        .isCloseTo(0.5, STEP);
  }
}
