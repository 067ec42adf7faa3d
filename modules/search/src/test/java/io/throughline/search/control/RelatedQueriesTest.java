package io.throughline.search.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.Passage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelatedQueriesTest {

  private static final NormalizedQuery QUERY = NormalizedQuery.of("When did the bridge open?");

  @Test
  void titlesComeFirstEachOnce() {
    List<RankedPassage> found =
        List.of(
            passage("The steel bridge", "a"),
            passage("the Steel Bridge", "b"),
            passage(" The ferry ", "c"));

    assertThat(RelatedQueries.of(QUERY, found)).containsExactly("The steel bridge", "The ferry");
  }

  @Test
  void pairsOfWordsThatComeUpAgainFollow() {
    List<RankedPassage> found =
        List.of(
            passage(null, "the harbour master closed the gate"),
            passage(null, "ask the harbour master about it"),
            passage(null, "a gate"));

    assertThat(RelatedQueries.of(QUERY, found)).containsExactly("harbour master");
  }

  @Test
  void whatWasAskedIsNotRelated() {
    List<RankedPassage> found =
        List.of(
            passage("When did the BRIDGE open?", "did the bridge open yet"),
            passage(null, "the bridge open to all"));

    assertThat(RelatedQueries.of(QUERY, found)).isEmpty();
  }

  @Test
  void fiveAreEnoughAndLongTitlesAreNone() {
    List<RankedPassage> found =
        IntStream.range(0, 20)
            .mapToObj(i -> passage(i == 0 ? "x".repeat(101) : "Title " + i, "text"))
            .toList();

    assertThat(RelatedQueries.of(QUERY, found))
        .containsExactly("Title 1", "Title 2", "Title 3", "Title 4", "Title 5");
  }

  private static RankedPassage passage(String title, String text) {
    return new RankedPassage(
        new DocumentKey("t", "c", "id"),
        DocumentKind.DOCUMENT,
        Optional.ofNullable(title),
        Optional.empty(),
        Map.of(),
        0,
        Passage.of(text),
        1);
  }
}
