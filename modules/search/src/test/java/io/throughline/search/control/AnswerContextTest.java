package io.throughline.search.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.Passage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerContextTest {

  @Test
  void theBestComeFirstAndEachTextOnce() {
    List<RankedPassage> found =
        List.of(passage("first"), passage("second"), passage(" FIRST "), passage("third"));

    assertThat(AnswerContext.of(found, 10).texts()).containsExactly("first", "second", "third");
  }

  @Test
  void noMoreSourcesThanWereAskedFor() {
    assertThat(AnswerContext.of(List.of(passage("a"), passage("b")), 1).texts())
        .containsExactly("a");
  }

  @Test
  void whatDoesNotFitIsLeftOutForWhatDoes() {
    List<RankedPassage> found =
        List.of(passage("a".repeat(7_000)), passage("b".repeat(6_000)), passage("c".repeat(5_000)));

    assertThat(AnswerContext.of(found, 10).texts())
        .containsExactly("a".repeat(7_000), "c".repeat(5_000));
  }

  private static RankedPassage passage(String text) {
    return new RankedPassage(
        new DocumentKey("t", "c", "id"),
        DocumentKind.DOCUMENT,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        0,
        Passage.of(text),
        1);
  }
}
