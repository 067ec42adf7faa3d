package io.throughline.job.api;

import static io.throughline.job.api.JobState.CANCELLED;
import static io.throughline.job.api.JobState.CANCELLING;
import static io.throughline.job.api.JobState.COMPLETED;
import static io.throughline.job.api.JobState.DEAD;
import static io.throughline.job.api.JobState.FAILED;
import static io.throughline.job.api.JobState.PENDING;
import static io.throughline.job.api.JobState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobStateTest {

  private static final Map<JobState, Set<JobState>> ALLOWED =
      Map.of(
          PENDING, Set.of(RUNNING, CANCELLED),
          RUNNING, Set.of(COMPLETED, PENDING, FAILED, DEAD, CANCELLING),
          CANCELLING, Set.of(CANCELLED),
          COMPLETED, Set.of(),
          FAILED, Set.of(PENDING),
          CANCELLED, Set.of(),
          DEAD, Set.of(PENDING));

  @ParameterizedTest
  @EnumSource
  void everyTransitionIsAllowedOrForbiddenAsTheTableSays(JobState from) {
    for (JobState to : JobState.values()) {
      assertThat(from.next().contains(to))
          .as("%s to %s", from, to)
          .isEqualTo(ALLOWED.get(from).contains(to));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aJobIsOverWhenNoWorkerWillTouchItAgain(JobState state) {
    assertThat(state.isTerminal())
        .isEqualTo(EnumSet.of(COMPLETED, FAILED, CANCELLED, DEAD).contains(state));
  }

  @ParameterizedTest
  @EnumSource
  void theIdIsReadBackAsTheState(JobState state) {
    assertThat(state.id()).isLowerCase();
    assertThat(JobState.of(state.id())).isEqualTo(state);
    assertThat(JobState.requested("status", state.id())).isEqualTo(state);
  }

  @Test
  void anUnknownStateInARequestNamesItsField() {
    assertThatThrownBy(() -> JobState.requested("status", "done"))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("status"))
        .hasMessage("must be pending, running, cancelling, completed, failed, cancelled or dead");
  }
}
