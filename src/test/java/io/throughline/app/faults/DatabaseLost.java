package io.throughline.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.Await;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * First every connection of every node waits for a lock, longer than the leases; then PostgreSQL is
 * killed with all its connections and started again when no node is ready.
 */
final class DatabaseLost implements Scenario {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** No answer, busy key, internal error, away; anything else would be a wrong answer. */
  private static final Set<Integer> HONEST = Set.of(0, 409, 503);

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    Instant start = Instant.now();
    int jobs = harness.scale().some();
    try (Load load = harness.load(row)) {
      CompletableFuture<Void> submitted = load.submit(jobs, "transcribe=20;align=20");
      harness.awaitCompleted(load, jobs / 4);
      block(harness);
      harness.awaitCompleted(load, jobs / 2);
      harness.cluster().postgres().kill();
      Await.until(
          "no node is ready",
          LIMIT,
          () -> harness.fleet().nodes().stream().noneMatch(Fleet::isReady));
      harness.cluster().postgres().start();
      submitted.join();
      Verdict verdict = harness.judge(load, start);
      assertThat(HONEST).containsAll(load.refusals().keySet());
      return verdict.with("answers meanwhile: " + load.refusals());
    }
  }

  private static void block(Harness harness) throws Exception {
    try (Connection connection = harness.cluster().postgres().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table job, idempotency_key in access exclusive mode");
      Instant until = Instant.now().plus(Harness.LEASE).plus(Harness.LEASE);
      Await.until("two leases have passed", LIMIT, () -> Instant.now().isAfter(until));
      connection.rollback();
    }
  }
}
