package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.Transcriptions.Submitted;
import io.throughline.app.it.trace.RecordedSpan;
import io.throughline.app.it.trace.RecordedTrace;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL, one bucket and one Redis. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScaleOutIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ATTEMPT = "audio_processing.transcription";

  @TempDir static Path shared;
  @TempDir Path directory;

  private static Cluster cluster;
  private static LibertyServer first;
  private static LibertyServer second;
  private static LibertyServer survivor;

  @BeforeAll
  static void startTwoNodesAtOnce() throws IOException {
    cluster = Cluster.start(shared);
    first = cluster.node("first");
    second = cluster.node("second");
    CompletableFuture.allOf(starting(first), starting(second)).join();
  }

  @AfterAll
  static void stop() throws IOException {
    cluster.close();
  }

  @Test
  @Order(0)
  void anUploadGoesOnAtAnyNode() throws IOException {
    byte[] file = Recording.meeting(3);
    String upload = Uploads.on(first).begin(file.length);
    assertThat(Uploads.on(second).append(upload, file, 0, 20_000).status()).isEqualTo(204);
    assertThat(Uploads.on(first).offset(upload)).isEqualTo(20_000);
    Uploads.on(first).append(upload, file, 20_000, file.length);

    Transcriptions transcriptions = Transcriptions.on(second);
    Submitted job = transcriptions.submit(Uploads.form(upload));
    transcriptions.completed(job);

    assertThat(first.client().get(job.path() + "/audio").bytes()).isEqualTo(file);
    assertThat(Uploads.on(second).terminate(upload).status()).isEqualTo(204);
    assertThat(Uploads.on(first).head(upload).status()).isEqualTo(404);
  }

  /** Each node has two workers, and each channel needs one. */
  @Test
  @Order(0)
  void stagesThatFindNoWorkerOnTheirNodeRunOnTheOtherInTheSameTrace() throws Exception {
    Path gate = Files.createFile(directory.resolve("gate"));
    byte[] speech = Recording.meeting(4);
    Submitted job =
        Transcriptions.on(first)
            .submit(
                Form.of(Recording.channels(speech, speech, speech, speech))
                    .field("speaker_detection", "per_channel")
                    .field("prompt", "block:" + gate));
    LibertyServer owner = Await.result("a node has the job", LIMIT, () -> nodeWith(job, ATTEMPT));
    // all four are at work, so that none is taken when the gate opens
    for (LibertyServer node : List.of(owner, other(owner))) {
      Await.until(
          "two channels are transcribed on each node",
          LIMIT,
          () -> running(node, job, "engine.scripted.process") == 2);
    }

    Files.delete(gate);
    JsonObject completed = Transcriptions.on(first).completed(job);

    assertThat(completed.getJsonArray("speakers")).hasSize(4);
    RecordedTrace there = Transcriptions.on(other(owner)).endedTrace(job);
    String attempt = Transcriptions.on(owner).endedTrace(job).span(ATTEMPT).id();
    assertThat(there.spans("job.stage"))
        .allSatisfy(stage -> assertThat(stage.parent()).contains(attempt))
        .extracting(stage -> text(stage, "job.stage"))
        .filteredOn(stage -> stage.startsWith("transcribe_ch"))
        .hasSize(2);
    assertThat(there.spans("engine.scripted.process")).hasSize(2);
  }

  private static Optional<LibertyServer> nodeWith(Submitted job, String span) throws IOException {
    for (LibertyServer node : List.of(first, second)) {
      if (running(node, job, span) > 0) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  private static long running(LibertyServer node, Submitted job, String span) throws IOException {
    Answer trace = node.client().get("/api/traces/" + job.traceId());
    return trace.status() == 200
        ? RecordedTrace.of(trace.json()).spans(span).stream().filter(s -> !s.ended()).count()
        : 0;
  }

  @Test
  @Order(0)
  void anAnswerOfOneNodeIsInTheCacheOfAll() throws IOException {
    JsonObject asked = Questions.on(first).withBridges().answered("Which bridge is of steel?");
    Answer again = Questions.on(second).ask("Which bridge is of steel?");

    assertThat(asked.getBoolean("cached")).isFalse();
    assertThat(asked.getString("answer")).contains("It is of steel. [1]");
    assertThat(again.json().getBoolean("cached")).isTrue();
    assertThat(again.json().getString("answer")).isEqualTo(asked.getString("answer"));
    RecordedTrace trace =
        Transcriptions.on(second).endedTrace(again.header("X-Trace-Id").orElseThrow());
    assertThat(trace.span("GET").parent()).contains(trace.span("search.cache_check").id());
    assertThat(text(trace.span("GET"), "db.system.name")).isEqualTo("redis");
  }

  @Test
  @Order(1)
  void aListenerOnOneNodeHearsOfAJobOnTheOtherAlsoWhenRedisIsLost() throws Exception {
    Path gate = Files.createFile(directory.resolve("gate"));
    Submitted job = submitBlocked(gate);
    LibertyServer owner = runningOn(job);
    List<String> heard = other(owner).client().follow("/api/v1/jobs/" + job.id() + "/events");
    Await.until("the listener is there", LIMIT, () -> heard.toString().contains("running"));

    cluster.redis().kill();
    Files.delete(gate);

    Await.until("the listener hears", LIMIT, () -> heard.contains("event: completed"));
    Transcriptions.on(owner).completed(job);
    RecordedTrace trace = Transcriptions.on(first).endedTrace(job);
    assertThat(text(trace.span("send transcription"), "messaging.system")).isEqualTo("redis");
    assertThat(text(trace.span("XADD"), "db.system.name")).isEqualTo("redis");
    assertThat(trace.span("XADD").parent()).contains(trace.span("send transcription").id());
    cluster.redis().start();
    for (LibertyServer node : List.of(first, second)) {
      Await.until("Redis is found again", LIMIT, () -> logged(node, "Redis is back") == 1);
      assertThat(logged(node, "Redis is away")).isOne();
    }
  }

  private static long logged(LibertyServer node, String words) throws IOException {
    return node.printed().stream().filter(line -> line.contains(words)).count();
  }

  private static LibertyServer other(LibertyServer node) {
    return node == first ? second : first;
  }

  private static Submitted submitBlocked(Path gate) throws IOException {
    return Transcriptions.on(first)
        .submit(Form.of(Recording.meeting(10)).field("prompt", "block:" + gate));
  }

  @Test
  @Order(2)
  void aJobOfAKilledNodeIsCompletedByAnotherInTheSameTrace() throws Exception {
    Path gate = Files.createFile(directory.resolve("gate"));
    Submitted job = submitBlocked(gate);
    LibertyServer owner = runningOn(job);
    survivor = other(owner);
    RecordedTrace before = Transcriptions.on(owner).trace(job);
    RecordedSpan firstAttempt = before.span(ATTEMPT);

    owner.kill();
    Files.delete(gate);
    JsonObject completed = Transcriptions.on(survivor).completed(job);

    assertThat(completed.getString("text")).isEqualTo("good morning did you finish");
    assertThat(completed.getString("trace_id")).isEqualTo(job.traceId());
    RecordedTrace after = Transcriptions.on(survivor).endedTrace(job);
    RecordedSpan secondAttempt =
        after.spans(ATTEMPT).stream().filter(RecordedSpan::ended).findFirst().orElseThrow();
    assertThat(text(secondAttempt, "job.attempt")).isEqualTo("2");
    assertThat(secondAttempt.parent()).isEqualTo(firstAttempt.parent());
    assertThat(secondAttempt.links()).containsExactly(firstAttempt.id());
    assertThat(text(after.span("UPDATE job"), "db.system.name")).isEqualTo("postgresql");
    assertThat(after.spans("storage.upload"))
        .isNotEmpty()
        .allSatisfy(span -> assertThat(text(span, "storage.system")).isEqualTo("s3"));
    assertThat(logged(survivor, "planted-secret")).isZero();
  }

  @Test
  @Order(3)
  void withoutItsBucketANodeIsNotReadyAndSaysSo() throws Exception {
    cluster.s3().close();
    assertAway(
        survivor.client().post(Transcriptions.PATH, Form.of(Recording.meeting(10))),
        "storage-unavailable");
    assertThat(survivor.client().get("/health/ready").status()).isEqualTo(503);
    assertThat(survivor.client().get("/health/live").status()).isEqualTo(200);
  }

  @Test
  @Order(4)
  void withoutItsDatabaseANodeSaysSo() throws Exception {
    cluster.postgres().close();
    assertAway(survivor.client().get("/api/v1/jobs"), "database-unavailable");
    Await.until(
        "the outage is logged",
        LIMIT,
        () -> logged(survivor, "the database does not answer: ") > 0);
    assertThat(logged(survivor, "the database does not answer: ")).isOne();
    assertThat(survivor.client().get("/health/live").status()).isEqualTo(200);
  }

  private static void assertAway(Answer answer, String type) {
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(503);
    assertThat(answer.json().getString("type")).endsWith("/" + type);
    assertThat(answer.header("Retry-After")).isPresent();
  }

  private static String text(RecordedSpan span, String attribute) {
    JsonValue value = span.attributes().get(attribute);
    return value instanceof JsonString string ? string.getString() : String.valueOf(value);
  }

  private static LibertyServer runningOn(Submitted job) {
    return Await.result(
        "a node runs the engine", LIMIT, () -> nodeWith(job, "engine.scripted.process"));
  }

  private static CompletableFuture<Void> starting(LibertyServer server) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            server.start();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
