package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobState;
import io.throughline.telemetry.api.Telemetry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes without any way between them but the database. */
class FollowedJobsTest {

  @TempDir Path directory;

  private JobWorkbench otherNode;
  private final JobEvents here = new LocalJobEvents();
  private final List<JobEvent> heard = new ArrayList<>();
  private Job job;

  @BeforeEach
  void submitOnTheOtherNode() {
    otherNode = new JobWorkbench(directory);
    job =
        otherNode
            .store
            .insert(otherNode.request("any"), otherNode.telemetry.capture(), "t", 10)
            .orElseThrow();
  }

  @AfterEach
  void close() {
    otherNode.close();
  }

  @Test
  void aListenerHearsWhatAnotherNodeWroteIntoTheRow() {
    here.subscribe(job.id(), heard::add);
    FollowedJobs followed =
        new FollowedJobs(here, otherNode.store, Telemetry.off(), otherNode.database);

    followed.look();
    otherNode.store.complete(otherNode.claimed().lease(), "results/a");
    followed.look();

    assertThat(heard)
        .extracting(JobEvent::state)
        .containsExactly(JobState.PENDING, JobState.COMPLETED);
  }

  @Test
  void lookingLeavesNoSpans() {
    here.subscribe(job.id(), heard::add);
    new FollowedJobs(here, otherNode.store, otherNode.telemetry, otherNode.database).look();
    assertThat(heard).hasSize(1);
    assertThat(otherNode.spanNames()).isEmpty();
  }

  @Test
  void jobsThatNobodyListensToAreNotRead() {
    new FollowedJobs(here, null, Telemetry.off(), otherNode.database).look();
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsTriedAgain() {
    here.subscribe(job.id(), heard::add);
    new FollowedJobs(here, null, Telemetry.off(), otherNode.database).look();
    new FollowedJobs(here, otherNode.store, Telemetry.off(), otherNode.database).look();
    assertThat(heard).hasSize(1);
  }
}
