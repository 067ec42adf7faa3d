package io.throughline.inference.engine.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordErrorsTest {

  @Test
  void sameWordsShouldHaveNoErrorsWhateverCaseAndPunctuation() {
    WordErrors errors = WordErrors.between(List.of("Yes,", "it's"), List.of("yes", "it's"));

    assertThat(errors.rate()).isZero();
    assertThat(errors.matches())
        .containsExactly(new WordErrors.Match(0, 0), new WordErrors.Match(1, 1));
  }

  @Test
  void wrongMissingAndSurplusWordsShouldCountOneEach() {
    WordErrors errors =
        WordErrors.between(List.of("a", "b", "c", "d"), List.of("a", "x", "c", "y", "z", "d"));

    assertThat(errors.errors()).isEqualTo(3);
    assertThat(errors.rate()).isEqualTo(0.75);
    assertThat(errors.matches()).extracting(WordErrors.Match::found).containsExactly(0, 2, 5);
  }

  @Test
  void nothingFoundShouldBeAllErrors() {
    assertThat(WordErrors.between(List.of("a", "b"), List.of()).rate()).isEqualTo(1);
  }
}
