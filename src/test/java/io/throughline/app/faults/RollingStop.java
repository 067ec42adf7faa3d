package io.throughline.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** One node after the other is stopped as a service manager stops it, and comes back. */
final class RollingStop implements Scenario {

  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    Instant start = Instant.now();
    int jobs = harness.scale().some();
    Duration longest = Duration.ZERO;
    try (Load load = harness.load(row)) {
      CompletableFuture<Void> submitted = load.submit(jobs, "transcribe=200;align=200");
      int round = 0;
      for (Node node : harness.fleet().nodes()) {
        harness.awaitCompleted(load, jobs * ++round / 4);
        Duration took = node.terminate();
        longest = took.compareTo(longest) > 0 ? took : longest;
        harness.fleet().awaitAllUp();
      }
      submitted.join();
      Verdict verdict = harness.judge(load, start);
      // to be zero: docs/reliability.md says what is known
      long spent =
          harness.rows(load).jobs().values().stream()
              .filter(job -> job.crashes() + job.errors() > 0)
              .count();
      assertThat(longest).isLessThan(DRAIN_LIMIT);
      return verdict.with(
          "3 SIGTERM, "
              + spent
              + " jobs spent an attempt, longest exit "
              + FaultTable.seconds(longest)
              + " s");
    }
  }
}
