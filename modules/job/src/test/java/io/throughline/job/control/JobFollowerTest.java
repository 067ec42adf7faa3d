package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobPosition;
import io.throughline.job.api.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobFollowerTest {

  private final List<String> heard = new ArrayList<>();
  private final AtomicInteger closed = new AtomicInteger();
  private final JobFollower follower =
      new JobFollower(Optional.empty(), event -> heard.add(event.state() + " " + event.progress()));

  @BeforeEach
  void begin() {
    follower.begin(List.of());
  }

  @Test
  void whatHappensMeanwhileDoesNotOvertakeWhatWasMissed() {
    JobPosition known = new JobEvent("job", 1, JobState.RUNNING, 0.5, "").position();
    JobFollower again =
        new JobFollower(
            Optional.of(known), e -> heard.add(e.attempt() + " " + e.state() + " " + e.progress()));
    again.from(closed::incrementAndGet);
    again.accept(new JobEvent("job", 2, JobState.RUNNING, 0.25, ""));
    again.accept(new JobEvent("job", 2, JobState.COMPLETED, 1, ""));
    assertThat(heard).isEmpty();

    again.begin(
        List.of(
            new JobEvent("job", 1, JobState.PENDING, 0, ""),
            new JobEvent("job", 2, JobState.RUNNING, 0, "")));

    assertThat(heard)
        .containsExactly("1 PENDING 0.0", "2 RUNNING 0.0", "2 RUNNING 0.25", "2 COMPLETED 1.0");
    assertThat(closed).hasPositiveValue();
  }

  @Test
  void stepsOfLessThanAHundredthAreLeftOut() {
    follower.from(closed::incrementAndGet);
    for (int i = 0; i <= 1000; i++) {
      accept(JobState.RUNNING, i / 1000.0);
    }

    assertThat(heard).hasSizeBetween(90, 101).startsWith("RUNNING 0.0");
  }

  @Test
  void aNewStateIsHeardWithoutProgressToo() {
    accept(0, JobState.PENDING, 0);
    accept(0, JobState.PENDING, 0);
    accept(1, JobState.RUNNING, 0);
    accept(1, JobState.RUNNING, 0.5);
    accept(1, JobState.PENDING, 0.5);
    accept(2, JobState.RUNNING, 0);

    assertThat(heard)
        .containsExactly("PENDING 0.0", "RUNNING 0.0", "RUNNING 0.5", "PENDING 0.5", "RUNNING 0.0");
  }

  @Test
  void nothingIsHeardAfterTheEndAndTheSourceIsLeft() {
    follower.from(closed::incrementAndGet);
    accept(JobState.COMPLETED, 1);
    accept(JobState.RUNNING, 0.1);

    assertThat(heard).containsExactly("COMPLETED 1.0");
    assertThat(closed).hasPositiveValue();
  }

  @Test
  void aSourceThatComesAfterTheEndIsLeftAtOnce() {
    accept(JobState.COMPLETED, 1);

    follower.from(closed::incrementAndGet);

    assertThat(closed).hasPositiveValue();
  }

  @Test
  void nothingIsHeardAfterClosing() {
    follower.from(closed::incrementAndGet);
    follower.close();
    accept(JobState.RUNNING, 0.1);

    assertThat(heard).isEmpty();
    assertThat(closed).hasPositiveValue();
  }

  @Test
  void whatComesLateFromAnotherNodeIsLeftOut() {
    accept(1, JobState.RUNNING, 0.5);
    accept(1, JobState.RUNNING, 0.2);
    accept(2, JobState.RUNNING, 0);
    accept(1, JobState.PENDING, 0.5);
    accept(1, JobState.RUNNING, 0.6);

    assertThat(heard).containsExactly("RUNNING 0.5", "RUNNING 0.0");
  }

  @Test
  void whoKnowsAPartHearsTheRest() {
    JobPosition known = new JobEvent("job", 1, JobState.RUNNING, 0.5, "").position();
    JobFollower again = new JobFollower(Optional.of(known), e -> heard.add("again " + e.state()));
    again.begin(List.of());
    again.accept(new JobEvent("job", 0, JobState.PENDING, 0, ""));
    again.accept(new JobEvent("job", 1, JobState.RUNNING, 0.5, ""));
    again.accept(new JobEvent("job", 1, JobState.COMPLETED, 1, ""));

    assertThat(heard).containsExactly("again COMPLETED");
  }

  private void accept(JobState state, double progress) {
    accept(1, state, progress);
  }

  private void accept(int attempt, JobState state, double progress) {
    follower.accept(new JobEvent("job", attempt, state, progress, ""));
  }
}
