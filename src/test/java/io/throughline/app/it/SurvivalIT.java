package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.Transcriptions.Submitted;
import io.throughline.app.it.trace.RecordedSpan;
import io.throughline.app.it.trace.RecordedTrace;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transcription that was accepted is completed, whatever happens to the server. */
@OnServer(Flavour.SCRIPTED)
@Order(Integer.MAX_VALUE)
class SurvivalIT {

  private static final String ATTEMPT = "audio_processing.transcription";

  @TempDir Path directory;

  private final LibertyServer server;
  private final Transcriptions transcriptions;
  private Path gate;
  private Submitted job;
  private RecordedSpan firstAttempt;

  SurvivalIT(LibertyServer server) {
    this.server = server;
    this.transcriptions = Transcriptions.on(server);
  }

  @BeforeEach
  void haveATranscriptionRunWithSpeakersFoundAndTextMissing() throws IOException {
    gate = Files.createFile(directory.resolve("gate"));
    job = transcriptions.submit(Form.of(Recording.meeting(10)).field("prompt", "block:" + gate));
    transcriptions.running(job, "engine.scripted.process");
    Await.until(
        "the diarize stage is committed",
        Duration.ofSeconds(60),
        () -> stage("diarize").getString("status").equals("completed"));
    firstAttempt = transcriptions.trace(job).span(ATTEMPT);
  }

  @Test
  void aKilledServerCompletesTheTranscriptionAfterItsRestart() throws Exception {
    String diarized = stage("diarize").getString("completed_at");

    server.kill();
    Files.delete(gate);
    server.start();

    assertCompletedBySecondAttempt("crashed");
    assertThat(stage("diarize").getString("completed_at")).isEqualTo(diarized);
  }

  @Test
  void aStoppedServerEndsLiveSessionsAndGivesTheTranscriptionBackToBeCompletedAfterItsRestart()
      throws Exception {
    LiveStream live = LiveStream.to(server);
    live.await("session.begin");
    live.say(Recording.meeting(0, 2));
    live.await("vad.speech_start");
    Duration stop = server.stop();

    assertThat(live.await("transcript.final").getString("text"))
        .isEqualTo("good morning did you finish");
    assertThat(live.await("error").getString("code")).isEqualTo("server_stopping");
    assertThat(live.closed()).isEqualTo(1001);
    assertThat(stop).isLessThan(Duration.ofSeconds(30));
    Files.delete(gate);
    server.start();
    assertCompletedBySecondAttempt("released");
  }

  private void assertCompletedBySecondAttempt(String firstOutcome) throws IOException {
    JsonObject completed = transcriptions.completed(job);
    assertThat(completed.getString("text")).isEqualTo("good morning did you finish");
    assertThat(completed.getString("trace_id")).isEqualTo(job.traceId());
    assertThat(StoredObjects.of(server).resultsOf(job.id()))
        .containsExactly("results/" + job.id() + "/2.json");
    assertThat(outcomes()).containsExactly(firstOutcome, "completed");

    RecordedTrace trace = transcriptions.endedTrace(job);
    RecordedSpan second =
        trace.spans(ATTEMPT).stream()
            .filter(span -> span.attributes().get("job.attempt").toString().equals("2"))
            .findFirst()
            .orElseThrow();
    assertThat(second.links()).containsExactly(firstAttempt.id());
    assertThat(second.parent()).isEqualTo(firstAttempt.parent());
    assertThat(trace.spans("ml.diarize"))
        .filteredOn(span -> span.parent().equals(java.util.Optional.of(second.id())))
        .isEmpty();
  }

  private List<String> outcomes() throws IOException {
    Answer answer = server.client().get("/api/v1/jobs/" + job.id());
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(200);
    return answer.json().getJsonArray("attempts").getValuesAs(JsonObject.class).stream()
        .map(attempt -> attempt.getString("outcome"))
        .toList();
  }

  private JsonObject stage(String name) throws IOException {
    return server
        .client()
        .get(job.path() + "/tasks")
        .json()
        .getJsonArray("tasks")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(task -> task.getString("stage").equals(name))
        .findFirst()
        .orElseThrow();
  }
}
