package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.throughline.job.api.Afterwards;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.JobIds;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.StagePlan;
import io.throughline.telemetry.api.TraceCarrier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionSweepTest {

  private static final String TYPE = "t";

  /** Keeps one object for each job. */
  private static final class Keeping implements JobHandler {
    private final List<String> discarded = new ArrayList<>();
    private final Set<String> stuck = new HashSet<>();

    @Override
    public Set<String> jobTypes() {
      return Set.of(TYPE);
    }

    @Override
    public String spanName(String jobType) {
      return jobType;
    }

    @Override
    public StagePlan plan(Job job) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isRetryable(Exception failure) {
      return false;
    }

    @Override
    public void discard(Job job) throws IOException {
      if (stuck.contains(job.id())) {
        throw new IOException("canary");
      }
      discarded.add(job.id());
    }
  }

  @TempDir Path workRoot;
  private JobWorkbench bench;
  private final Keeping handler = new Keeping();
  private RetentionSweep sweep;

  @BeforeEach
  void open() {
    bench = new JobWorkbench(workRoot);
    sweep =
        new RetentionSweep(
            bench.store,
            Map.of(TYPE, handler),
            JobWorkbench.NODE,
            bench.telemetry,
            bench.database,
            bench.clock);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private String ended(String type) {
    String id = JobIds.next(bench.clock);
    bench.store.insert(
        new JobRequest(
            id,
            type,
            "default",
            0,
            "{}",
            Optional.empty(),
            new Afterwards(Optional.empty(), OptionalInt.of(1))),
        TraceCarrier.empty(),
        "",
        1000);
    bench.store.requestCancel(id);
    return id;
  }

  private void twoDaysLater() {
    bench.clock.advance(Duration.ofDays(2));
  }

  @Test
  void whatIsOverGoesWithAllThatWasKeptAndOneSpanSaysSo() {
    String first = ended(TYPE);
    String second = ended(TYPE);
    twoDaysLater();
    String fresh = ended(TYPE);

    sweep.sweep();

    assertThat(handler.discarded).containsExactly(first, second);
    assertThat(bench.store.find(first)).isEmpty();
    assertThat(bench.store.find(fresh)).isPresent();
    SpanData span = bench.span("scheduler.apply_retention");
    assertThat(span.getAttributes().get(AttributeKey.longKey("jobs.count"))).isEqualTo(2);
  }

  @Test
  void aSweepThatFindsNothingIsNotSeen() {
    ended(TYPE);

    sweep.sweep();

    assertThat(bench.spanNames()).isEmpty();
  }

  @Test
  void manyJobsGoInOneSweep() {
    for (int i = 0; i < 250; i++) {
      ended(TYPE);
    }
    twoDaysLater();

    sweep.sweep();

    assertThat(handler.discarded).hasSize(250);
    assertThat(bench.store.expired(1)).isEmpty();
  }

  @Test
  void aJobWhoseObjectsCannotBeRemovedStaysAndHoldsUpNoOther() {
    String stuck = ended(TYPE);
    String other = ended(TYPE);
    handler.stuck.add(stuck);
    twoDaysLater();
    sweep.sweep();
    assertThat(bench.store.find(stuck)).isPresent();
    assertThat(bench.store.find(other)).isEmpty();
    handler.stuck.clear();

    sweep.sweep();

    assertThat(bench.store.find(stuck)).isEmpty();
  }

  @Test
  void aJobOfATypeThatNobodyHandlesGoesToo() {
    String id = ended("unknown");
    twoDaysLater();

    sweep.sweep();

    assertThat(bench.store.find(id)).isEmpty();
  }
}
