package io.throughline.app.it;

import static io.throughline.app.it.SpeechTrace.attempt;
import static io.throughline.app.it.SpeechTrace.created;
import static io.throughline.app.it.SpeechTrace.decoded;
import static io.throughline.app.it.SpeechTrace.looked;
import static io.throughline.app.it.SpeechTrace.planned;
import static io.throughline.app.it.SpeechTrace.queueWait;
import static io.throughline.app.it.SpeechTrace.request;
import static io.throughline.app.it.SpeechTrace.saved;
import static io.throughline.app.it.SpeechTrace.sql;
import static io.throughline.app.it.SpeechTrace.storage;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.SpeechTrace.Engine;
import io.throughline.app.it.Transcriptions.Submitted;
import io.throughline.app.it.engine.ScriptedEngine;
import io.throughline.app.it.trace.ExpectedSpan;
import io.throughline.inference.api.EngineException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** On an engine that came as a jar; the first test is also the first to load its model. */
@OnServer(Flavour.SCRIPTED)
@Order(1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailedTranscriptionTraceIT {

  private static final int SECONDS = 3;
  private static final int BYTES = 44 + SECONDS * 32_000;
  private static final String MESSAGE = "engine scripted: " + ScriptedEngine.FAILURE;

  private final Transcriptions transcriptions;

  FailedTranscriptionTraceIT(LibertyServer server) {
    this.transcriptions = Transcriptions.on(server);
  }

  @Test
  @Order(1)
  void aFailingEngineIsAnErrorInEverySpanAroundIt() throws IOException {
    Submitted job = transcriptions.submit(script("fail"));
    JsonObject ended = transcriptions.ended(job);

    assertThat(ended.getString("status")).isEqualTo("failed");
    assertThat(ended.getJsonObject("error").getString("type"))
        .isEqualTo(EngineException.class.getName());
    assertThat(ended.getJsonObject("error").getString("message")).isEqualTo(MESSAGE);
    Engine engine = Engine.scripted(true);
    transcriptions
        .endedTrace(job)
        .assertIs(
            submittedAs(
                attempt("failed")
                    .event("task_failed", Map.of("error.type", EngineException.class.getName()))
                    .failed(EngineException.class, MESSAGE),
                engine
                    .begun("ml.transcribe", "transcription")
                    .failed(EngineException.class, MESSAGE)
                    .children(engine.processed().failed(EngineException.class, MESSAGE))));
  }

  @Test
  @Order(2)
  void aCancelledTranscriptionEndsAllItsSpansWithoutAnError(@TempDir Path directory)
      throws IOException {
    Path gate = Files.createFile(directory.resolve("gate"));
    Submitted job = transcriptions.submit(script("block:" + gate));
    transcriptions.running(job, "engine.scripted.process");

    Instant asked = Instant.now();
    Answer answer = transcriptions.client().post(job.path() + "/cancel");
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(200);
    JsonObject ended = transcriptions.ended(job);

    assertThat(ended.getString("status")).isEqualTo("cancelled");
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
    Engine engine = Engine.scripted(false);
    transcriptions
        .endedTrace(job)
        .assertIs(
            submittedAs(
                attempt("cancelled"),
                engine.begun("ml.transcribe", "transcription").children(engine.processed())));
  }

  private static Form script(String prompt) throws IOException {
    return Form.of(Recording.meeting(SECONDS))
        .field("speaker_detection", "none")
        .field("prompt", prompt);
  }

  private static ExpectedSpan submittedAs(ExpectedSpan attempt, ExpectedSpan transcribe) {
    return request(201)
        .children(
            saved(BYTES),
            looked(BYTES, SECONDS),
            created(
                attempt.children(
                    queueWait(),
                    sql("INSERT", "job_attempt"),
                    planned("prepare, transcribe, align, assign_speakers, store, index"),
                    sql("SELECT", "job_stage"),
                    sql("INSERT", "job_stage"),
                    sql("SELECT", "upload"),
                    storage("download", BYTES),
                    decoded(),
                    sql("UPDATE", "job_stage"),
                    transcribe,
                    sql("UPDATE", "job"),
                    sql("UPDATE", "job_attempt"))));
  }
}
