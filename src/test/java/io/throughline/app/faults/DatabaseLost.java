package io.throughline.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.Await;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * First every connection of every node waits for a lock, longer than the leases; then PostgreSQL is
 * killed with all its connections and started again when no node is ready.
 */
final class DatabaseLost implements Scenario {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String WORK = "transcribe=20;align=20";

  /** No answer, busy key, away; anything else would be a wrong answer. */
  private static final Set<Integer> HONEST = Set.of(0, 409, 503);

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    Instant start = Instant.now();
    int jobs = harness.scale().some();
    try (Load load = harness.load(row)) {
      CompletableFuture<Void> before = load.submit(jobs / 3, WORK);
      harness.awaitCompleted(load, jobs / 6);
      CompletableFuture<Void> blocked = block(harness, () -> load.submit(jobs / 3, WORK));
      harness.awaitCompleted(load, jobs / 2);
      harness.cluster().postgres().kill();
      CompletableFuture<Void> during = load.submit(jobs / 3, WORK);
      Await.until(
          "no node is ready",
          LIMIT,
          () -> harness.fleet().nodes().stream().noneMatch(Fleet::isReady));
      harness.cluster().postgres().start();
      CompletableFuture.allOf(before, blocked, during).join();
      Verdict verdict = harness.judge(load, start);
      assertThat(HONEST).containsAll(load.refusals().keySet());
      return verdict.with("answers meanwhile: " + load.refusals());
    }
  }

  /**
   * @param meanwhile what clients do
   */
  private static <T> T block(Harness harness, Supplier<T> meanwhile) throws Exception {
    try (Connection connection = harness.cluster().postgres().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table job, idempotency_key in access exclusive mode");
      T begun = meanwhile.get();
      Instant until = Instant.now().plus(Harness.LEASE).plus(Harness.LEASE);
      Await.until("two leases have passed", LIMIT, () -> Instant.now().isAfter(until));
      connection.rollback();
      return begun;
    }
  }
}
