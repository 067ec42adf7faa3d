package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.JobStage;
import io.throughline.job.api.StagePlan;
import io.throughline.job.control.JobStore.Lease;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The stages of a job and their outputs: for every {@link JobStore}. */
public interface JobStageContract extends JobStoreContract {

  @Test
  default void plannedStagesAreListedInTheOrderOfThePlan() {
    String id = submitted();
    Lease lease = claimed("node").lease();
    StagePlan plan =
        new StagePlan(
            List.of(
                Plans.stage("zulu"), Plans.stage("alpha"), Plans.stage("mike", "zulu", "alpha")));

    assertThat(store().stagesPlanned(lease, plan)).isEmpty();
    assertThat(store().stagesPlanned(lease, plan)).isEmpty();

    assertThat(store().stages(id))
        .containsExactly(pending("zulu"), pending("alpha"), pending("mike", "alpha", "zulu"));
  }

  private static JobStage pending(String name, String... after) {
    return new JobStage(name, List.of(after), "pending", Optional.empty(), Optional.empty());
  }

  @Test
  default void durableOutputsAreThereForTheNextAttemptAndOthersAreNot() {
    submitted();
    Lease first = claimed("node-a").lease();
    StagePlan plan = Plans.chain("files", "text", "result");
    store().stagesPlanned(first, plan);
    String output = "{\"text\":\"ñ 'x' " + "long ".repeat(2000) + "\"}";

    assertThat(store().stageCompleted(first, "files", clock().instant(), Optional.empty()))
        .isTrue();
    assertThat(store().stageCompleted(first, "text", clock().instant(), Optional.of(output)))
        .isTrue();
    store().release(first);

    assertThat(store().stagesPlanned(claimed("node-b").lease(), plan))
        .isEqualTo(Map.of("text", output));
  }

  @Test
  default void aCompletedStageSaysWhenItRan() {
    String id = submitted();
    Lease lease = claimed("node").lease();
    store().stagesPlanned(lease, Plans.chain("one", "two"));
    Instant startedAt = Instant.parse("2026-04-04T14:45:00.123456Z");

    store().stageCompleted(lease, "one", startedAt, Optional.of("x"));

    JobStage one = store().stages(id).get(0);
    assertThat(one.state()).isEqualTo("completed");
    assertThat(one.startedAt()).contains(startedAt);
    assertThat(one.finishedAt()).isPresent();
    assertThat(store().stages(id).get(1).state()).isEqualTo("pending");
  }

  @Test
  default void aStageThatIsNotPlannedIsRefused() {
    submitted();
    Lease lease = claimed("node").lease();
    store().stagesPlanned(lease, Plans.chain("one"));

    assertThat(store().stageCompleted(lease, "other", Instant.EPOCH, Optional.of("x"))).isFalse();
  }
}
