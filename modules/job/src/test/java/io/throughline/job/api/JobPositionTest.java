package io.throughline.job.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobPositionTest {

  private static JobPosition at(int attempt, JobState state, double progress) {
    return new JobEvent("job", attempt, state, progress, "").position();
  }

  @Test
  void everyWayThroughAJobsLifeGoesForward() {
    assertForward(
        at(0, JobState.PENDING, 0),
        at(1, JobState.RUNNING, 0),
        at(1, JobState.RUNNING, 0.29),
        at(1, JobState.RUNNING, 0.3),
        at(1, JobState.PENDING, 0.3),
        at(2, JobState.RUNNING, 0),
        at(2, JobState.COMPLETED, 1));
    assertForward(
        at(1, JobState.RUNNING, 0.5),
        at(1, JobState.CANCELLING, 0.5),
        at(1, JobState.CANCELLED, 0.5));
    assertForward(
        at(3, JobState.RUNNING, 0.9),
        at(3, JobState.FAILED, 0.9),
        at(3, JobState.PENDING, 0),
        at(3, JobState.CANCELLED, 0));
    assertForward(at(3, JobState.DEAD, 0), at(3, JobState.PENDING, 0), at(4, JobState.RUNNING, 0));
  }

  private static void assertForward(JobPosition... positions) {
    assertThat(List.of(positions)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void textIsReadBack() {
    JobPosition position = at(12, JobState.RUNNING, 0.37);

    assertThat(position).hasToString("12-1-37");
    assertThat(JobPosition.of("12-1-37")).hasValue(position);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "7", "1-1", "1-1-1-1", "-1-1-1", "9999999999-1-1", "1-x-1", "1-1-1\n"})
  void whatAnotherServerMayHaveWrittenIsIgnored(String text) {
    assertThat(JobPosition.of(text)).isEmpty();
  }
}
