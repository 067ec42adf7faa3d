package io.throughline.search.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReciprocalRankFusionTest {

  @Test
  void whatSeveralRankHighComesFirst() {
    List<PassageHit> fused =
        new ReciprocalRankFusion(60)
            .add(ranking("a", "b", "c"), 1)
            .add(ranking("b", "d"), 1)
            .ranking();

    assertThat(fused)
        .extracting(hit -> hit.passage().version())
        .containsExactly("b", "a", "d", "c");
    assertThat(fused.get(0).score()).isCloseTo(1.0 / 62 + 1.0 / 61, within(1e-12));
  }

  @Test
  void aWeightMakesARankingCountForMore() {
    assertThat(new ReciprocalRankFusion(60).add(ranking("a"), 1).add(ranking("b"), 2).ranking())
        .extracting(hit -> hit.passage().version())
        .containsExactly("b", "a");
  }

  @Test
  void ofEqualsTheRankingThatWasAddedFirstComesFirst() {
    assertThat(new ReciprocalRankFusion(60).add(ranking("b"), 1).add(ranking("a"), 1).ranking())
        .extracting(hit -> hit.passage().version())
        .containsExactly("b", "a");
  }

  private static List<PassageHit> ranking(String... versions) {
    return Stream.of(versions).map(v -> new PassageHit(new PassageRef(v, 0), 7)).toList();
  }
}
