package io.throughline.app.faults;

import io.throughline.app.it.Answer;
import io.throughline.app.it.Await;
import io.throughline.app.it.LibertyServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The server on its own, which keeps everything in its data directory. */
final class EmbeddedKills implements Scenario {

  static final String H2_MODE = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
  private static final Duration LIMIT = Duration.ofMinutes(15);

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    Node node = harness.node("alone", new LibertyServer("alone"));
    Path data = node.server().data();
    String url = "jdbc:h2:" + data.resolve("throughline") + H2_MODE;
    Evidence evidence =
        new Evidence(
            () -> DriverManager.getConnection(url, "throughline", "throughline"),
            Objects.in(data.resolve("objects")),
            harness.executions(),
            harness.collector().spans());
    int jobs = harness.scale().many();
    int rounds = harness.scale().rounds();
    Fleet fleet = new Fleet(List.of(node));
    try (Load load = new Load(fleet, row)) {
      CompletableFuture<Void> submitted = load.submit(jobs, "transcribe=150;align=150");
      for (int round = 1; round <= rounds; round++) {
        awaitCompleted(node, jobs * round / (rounds + 1));
        node.kill();
      }
      submitted.join();
      awaitCompleted(node, jobs);
      fleet.close();
      return evidence.judge(load, Map.of(), fleet.deaths());
    } finally {
      fleet.close();
    }
  }

  /** Asks the server: the database is open for nobody else. */
  static void awaitCompleted(Node node, int jobs) {
    Await.until(
        jobs + " jobs are completed",
        LIMIT,
        () -> {
          try {
            Answer answer = node.client().get("/api/v1/jobs?status=completed");
            return answer.status() == 200 && answer.json().getInt("total") >= jobs;
          } catch (IOException away) {
            return false;
          }
        });
  }
}
