package io.throughline.inference.engine.sphinx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Groups stretches by voice: merges the two most alike until no two are alike enough.
 *
 * <p>The method of edu.cmu.sphinx.speakerid on sums instead of feature matrices, which makes a
 * merge a thousand times cheaper and lets the number of speakers be bounded.
 */
final class VoiceClusters {

  /**
   * Price of a further speaker; neighbouring frames are alike, so evidence counts for less. On
   * synthetic dialogues 1.5 is best; less splits voices, and people vary more than synthetic ones.
   */
  private static final double PRICE = 1.75;

  /** The clustering is quadratic: beyond this the longest stretches make the clusters. */
  private static final int MAX_STRETCHES = 400;

  /** Shorter stretches say too little about a voice to found a cluster. */
  private static final int MIN_FRAMES = 80;

  /** Voices heard less than this in all are taken for a mistake. */
  private static final int MIN_SPEAKER_FRAMES = 120;

  private final int minimum;
  private final int maximum;

  VoiceClusters(int minimum, int maximum) {
    this.minimum = minimum;
    this.maximum = maximum;
  }

  /** For each stretch the number of its voice. */
  int[] assign(List<VoiceStretch> stretches) throws InterruptedException {
    List<VoiceStatistics> clusters = merge(founders(stretches));
    int[] assigned = new int[stretches.size()];
    for (int i = 0; i < assigned.length; i++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < clusters.size(); c++) {
        double likelihood = clusters.get(c).likelihood(stretches.get(i).voice());
        if (likelihood > best) {
          best = likelihood;
          assigned[i] = c;
        }
      }
    }
    return assigned;
  }

  private List<VoiceStatistics> founders(List<VoiceStretch> stretches) {
    List<VoiceStatistics> longest =
        stretches.stream()
            .map(VoiceStretch::voice)
            .sorted(Comparator.comparingDouble(VoiceStatistics::count).reversed())
            .limit(MAX_STRETCHES)
            .toList();
    List<VoiceStatistics> founders =
        longest.stream().filter(voice -> voice.count() >= MIN_FRAMES).toList();
    int needed = Math.max(1, minimum);
    return founders.size() >= needed
        ? founders
        : longest.subList(0, Math.min(needed, longest.size()));
  }

  private List<VoiceStatistics> merge(List<VoiceStatistics> founders) throws InterruptedException {
    List<VoiceStatistics> clusters = new ArrayList<>(founders);
    List<List<Double>> distances = new ArrayList<>();
    for (int i = 0; i < clusters.size(); i++) {
      List<Double> row = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        row.add(VoiceStatistics.difference(clusters.get(i), clusters.get(j), PRICE));
      }
      distances.add(row);
      checkInterrupt();
    }
    while (clusters.size() > Math.max(1, minimum)) {
      checkInterrupt();
      int a = 1;
      int b = 0;
      for (int i = 1; i < clusters.size(); i++) {
        for (int j = 0; j < i; j++) {
          if (distances.get(i).get(j) < distances.get(a).get(b)) {
            a = i;
            b = j;
          }
        }
      }
      boolean tooMany = clusters.size() > maximum;
      boolean scrap =
          Math.min(clusters.get(a).count(), clusters.get(b).count()) < MIN_SPEAKER_FRAMES;
      if (distances.get(a).get(b) >= 0 && !tooMany && !scrap) {
        break;
      }
      join(clusters, distances, a, b);
    }
    return clusters;
  }

  private static void join(
      List<VoiceStatistics> clusters, List<List<Double>> distances, int a, int b) {
    VoiceStatistics joined = clusters.get(a).plus(clusters.get(b));
    clusters.set(b, joined);
    clusters.remove(a);
    distances.remove(a);
    for (int i = a; i < distances.size(); i++) {
      distances.get(i).remove(a);
    }
    for (int i = 0; i < clusters.size(); i++) {
      if (i != b) {
        double distance = VoiceStatistics.difference(clusters.get(i), joined, PRICE);
        distances.get(Math.max(i, b)).set(Math.min(i, b), distance);
      }
    }
  }

  private static void checkInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while telling voices apart");
    }
  }
}
