package io.throughline.job.control;

import io.throughline.job.api.StagePlan;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far an attempt has come: the weighted sum of its stages. Thread-safe, never goes back. */
final class JobProgress {

  private final StagePlan plan;
  private final double total;
  private final Map<String, Double> fractions = new ConcurrentHashMap<>();

  JobProgress(StagePlan plan) {
    this.plan = plan;
    this.total = plan.stages().stream().mapToDouble(StagePlan.Stage::weight).sum();
  }

  void report(String stage, double fraction) {
    fractions.merge(stage, Math.max(0, Math.min(1, fraction)), Math::max);
  }

  /** 0 to 1. */
  double value() {
    double done = 0;
    for (StagePlan.Stage stage : plan.stages()) {
      done += stage.weight() * fractions.getOrDefault(stage.name(), 0.0);
    }
    return total == 0 ? 0 : done / total;
  }
}
