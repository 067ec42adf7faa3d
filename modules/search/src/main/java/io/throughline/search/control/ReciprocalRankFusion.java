package io.throughline.search.control;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one ranking of several whose scores cannot be compared: each gives what it ranks {@code
 * weight / (k + rank)}, and the sums decide (Cormack, Clarke and Büttcher, Reciprocal rank fusion
 * outperforms Condorcet and individual rank learning methods, SIGIR 2009).
 */
final class ReciprocalRankFusion {

  /** As in the paper. */
  private static final int K = 60;

  /** With an order for equals, so that the same question finds the same. */
  private static final Comparator<PassageHit> BEST_FIRST =
      Comparator.comparingDouble(PassageHit::score)
          .reversed()
          .thenComparing(hit -> hit.passage().version())
          .thenComparing(hit -> hit.passage().position());

  private final Map<PassageRef, Double> scores = new HashMap<>();

  /**
   * Adds a ranking.
   *
   * @param ranking best first
   */
  ReciprocalRankFusion add(List<PassageHit> ranking, double weight) {
    for (int i = 0; i < ranking.size(); i++) {
      scores.merge(ranking.get(i).passage(), weight / (K + i + 1), Double::sum);
    }
    return this;
  }

  /** What was ranked, best first. */
  List<PassageHit> ranking() {
    return scores.entrySet().stream()
        .map(entry -> new PassageHit(entry.getKey(), entry.getValue()))
        .sorted(BEST_FIRST)
        .toList();
  }
}
