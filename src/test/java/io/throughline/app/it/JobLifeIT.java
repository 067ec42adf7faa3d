package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.Transcriptions.Submitted;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients see of a job while it waits and runs, and what is left of it at the end. */
@OnServer(Flavour.SCRIPTED)
@Order(Integer.MAX_VALUE)
class JobLifeIT {

  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir Path directory;

  private final LibertyServer server;
  private final Transcriptions transcriptions;
  private Path gate;

  JobLifeIT(LibertyServer server) {
    this.server = server;
    this.transcriptions = Transcriptions.on(server);
  }

  @BeforeEach
  void closeTheGate() throws IOException {
    gate = Files.createFile(directory.resolve("gate"));
  }

  @AfterEach
  void openTheGate() throws IOException {
    Files.deleteIfExists(gate);
  }

  private Submitted blocked() throws IOException {
    return transcriptions.submit(Form.of(Recording.meeting(1)).field("prompt", "block:" + gate));
  }

  private Submitted running() throws IOException {
    Submitted job = blocked();
    transcriptions.running(job, "engine.scripted.process");
    return job;
  }

  private static List<String> ids(List<String> lines) {
    return lines.stream()
        .filter(l -> l.startsWith("id:"))
        .map(l -> l.substring(3).strip())
        .toList();
  }

  private List<String> followed(Submitted job, String lastEventId) {
    return server
        .client()
        .follow("/api/v1/jobs/" + job.id() + "/events", "Last-Event-ID", lastEventId);
  }

  @Test
  void aClientThatComesAgainAfterARestartHearsTheRestAndNothingTwice() throws Exception {
    Submitted job = running();
    List<String> before = followed(job, "");
    Await.until(
        "progress is heard",
        LIMIT,
        () -> ids(before).stream().anyMatch(id -> id.startsWith("1-1-")));
    assertThat(before).anyMatch(line -> line.matches("retry: ?2000"));
    List<String> known = List.copyOf(ids(before));
    server.kill();
    Files.delete(gate);
    server.start();

    List<String> after = followed(job, known.get(known.size() - 1));
    Await.until("the end is heard", LIMIT, () -> after.contains("event: completed"));

    assertThat(ids(after))
        .doesNotContainAnyElementsOf(known)
        .anyMatch(id -> id.startsWith("1-4-"))
        .anyMatch(id -> id.startsWith("2-1-"))
        .last()
        .isEqualTo("2-3-100");
    List<String> nothing = followed(job, "2-3-100");
    transcriptions.completed(job);
    assertThat(ids(nothing)).isEmpty();
  }

  @Test
  void pendingJobsKnowTheirPlaceAndCanBeMovedUntilTheyRun() throws Exception {
    Submitted first = running();
    running();
    Submitted third = blocked();
    Submitted fourth = blocked();
    assertThat(transcriptions.read(third).getInt("queue_position")).isEqualTo(1);
    assertThat(transcriptions.read(fourth).getInt("queue_position")).isEqualTo(2);
    assertThat(transcriptions.read(first)).doesNotContainKey("queue_position");

    Answer changed = patch(fourth, "{\"priority\": 5, \"retention\": 30}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().getInt("retention")).isEqualTo(30);
    assertThat(transcriptions.read(fourth).getInt("queue_position")).isEqualTo(1);
    assertThat(transcriptions.read(third).getInt("queue_position")).isEqualTo(2);
    Problems.assertProblem(patch(first, "{\"priority\": 5}"), 409, "job-conflict", null);
    assertThat(patch(first, "{\"retention\": 1}").status()).isEqualTo(200);
    Map.of(
            "{\"priority\": 11}", "priority",
            "{\"priority\": \"5\"}", "priority",
            "{\"retention\": -2}", "retention",
            "{\"prompt\": \"x\"}", "body",
            "{}", "body")
        .forEach((body, field) -> assertRefused(first, body, field));
    Files.delete(gate);
    transcriptions.completed(third);
    transcriptions.completed(fourth);
  }

  private void assertRefused(Submitted job, String body, String field) {
    try {
      Problems.assertProblem(patch(job, body), 422, "invalid-field", field);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Answer patch(Submitted job, String body) throws IOException {
    return server
        .client()
        .send(
            server
                .client()
                .request(job.path())
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
  }

  @Test
  void whatIsNotToBeKeptIsRemovedWithItsRecordingAndItsResult() throws Exception {
    Files.delete(gate);
    List<Path> before = objects();
    Submitted gone = transcriptions.submit(Form.of(Recording.meeting(1)).field("retention", "0"));
    JsonObject completed = transcriptions.completed(gone);
    assertThat(completed.getInt("retention")).isZero();
    assertThat(objects()).hasSize(before.size() + 2);
    server.stop();
    letTimePass("1' hour");
    server.start();

    Await.until(
        "the job is removed", LIMIT, () -> server.client().get(gone.path()).status() == 404);

    assertThat(objects()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(server.messages())
        .anyMatch(line -> line.contains("removed 1 jobs whose retention is over"));
  }

  private List<Path> objects() throws IOException {
    try (var files = Files.walk(server.data().resolve("objects"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private void letTimePass(String interval) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:"
                    + server.data().resolve("throughline")
                    + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
                "throughline",
                "throughline");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("update job set finished_at = finished_at - interval '" + interval);
    }
  }

  @Test
  void aServerWithoutASecretForWebhooksNamesTheSetting() throws Exception {
    Answer refused =
        server
            .client()
            .post(
                Transcriptions.PATH,
                Form.of(Recording.meeting(1)).field("callback_url", "https://example.com/hook"));

    Problems.assertProblem(refused, 422, "invalid-field", "callback_url");
    assertThat(refused.json().getString("detail")).contains("THROUGHLINE_WEBHOOK_SECRET");
  }
}
