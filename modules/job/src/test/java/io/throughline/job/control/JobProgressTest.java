package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.StagePlan;
import io.throughline.job.api.StagePlan.Stage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobProgressTest {

  private final JobProgress progress = new JobProgress(plan(1, 3));

  @Test
  void progressIsTheWeightedSumOfTheStages() {
    assertThat(progress.value()).isZero();
    progress.report("s0", 1);
    assertThat(progress.value()).isEqualTo(0.25);
    progress.report("s1", 0.5);
    assertThat(progress.value()).isEqualTo(0.625);
    progress.report("s1", 1);
    assertThat(progress.value()).isEqualTo(1);
  }

  @Test
  void progressNeverGoesBack() {
    progress.report("s1", 0.5);
    progress.report("s1", 0.1);
    assertThat(progress.value()).isEqualTo(0.375);
  }

  @Test
  void reportsOutsideTheirRangeAreCut() {
    progress.report("s1", 7);
    progress.report("s0", -7);
    assertThat(progress.value()).isEqualTo(0.75);
  }

  @Test
  void reportsOfUnknownStagesAreIgnored() {
    progress.report("other", 1);
    assertThat(progress.value()).isZero();
  }

  @Test
  void aPlanWithoutWeightHasNoProgress() {
    JobProgress weightless = new JobProgress(plan(0, 0));
    weightless.report("s0", 1);
    assertThat(weightless.value()).isZero();
  }

  private static StagePlan plan(double first, double second) {
    return new StagePlan(
        List.of(
            new Stage("s0", Set.of(), true, first, c -> ""),
            new Stage("s1", Set.of(), true, second, c -> "")));
  }
}
