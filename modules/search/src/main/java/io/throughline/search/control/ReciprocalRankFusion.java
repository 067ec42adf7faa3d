package io.throughline.search.control;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one ranking of several whose scores cannot be compared: each gives what it ranks {@code
 * weight / (k + rank)}, and the sums decide (Cormack, Clarke and Büttcher, Reciprocal rank fusion
 * outperforms Condorcet and individual rank learning methods, SIGIR 2009).
 */
public final class ReciprocalRankFusion {

  private final double k;
  private final Map<PassageRef, Double> scores = new LinkedHashMap<>();

  /**
   * @param k how little the first ranks count for more than those after them; 60 in the paper
   */
  public ReciprocalRankFusion(double k) {
    this.k = k;
  }

  /**
   * Adds a ranking.
   *
   * @param ranking best first
   */
  public ReciprocalRankFusion add(List<PassageHit> ranking, double weight) {
    for (int i = 0; i < ranking.size(); i++) {
      scores.merge(ranking.get(i).passage(), weight / (k + i + 1), Double::sum);
    }
    return this;
  }

  /** What was ranked, best first; of equals, those of the ranking that was added first. */
  public List<PassageHit> ranking() {
    return scores.entrySet().stream()
        .map(entry -> new PassageHit(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingDouble(PassageHit::score).reversed())
        .toList();
  }
}
