package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.trace.RecordedTrace;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Submits transcriptions to a server and follows them. */
record Transcriptions(Client client) {

  static final String PATH = "/v1/audio/transcriptions";
  private static final Duration LIMIT = Duration.ofSeconds(150);

  /** A transcription that was accepted. */
  record Submitted(String id, String traceId) {
    String path() {
      return PATH + "/" + id;
    }
  }

  static Transcriptions on(LibertyServer server) {
    return new Transcriptions(server.client());
  }

  Submitted submit(Form form) throws IOException {
    Answer answer = client.post(PATH, form);
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(201);
    return new Submitted(
        answer.json().getString("id"), answer.header("X-Trace-Id").orElse("no X-Trace-Id"));
  }

  JsonObject read(Submitted job) throws IOException {
    Answer answer = client.get(job.path());
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(200);
    return answer.json();
  }

  /** Waits until it has ended. */
  JsonObject ended(Submitted job) {
    return Await.result(
        "transcription " + job.id() + " has ended",
        LIMIT,
        () ->
            Optional.of(read(job))
                .filter(j -> j.getString("status").matches("completed|failed|cancelled|dead")));
  }

  JsonObject completed(Submitted job) {
    JsonObject json = ended(job);
    assertThat(json.getString("status")).describedAs("%s", json).isEqualTo("completed");
    return json;
  }

  /** Waits until a span with this name runs. */
  void running(Submitted job, String spanName) {
    Await.until(
        spanName + " runs",
        LIMIT,
        () -> trace(job).spans(spanName).stream().anyMatch(span -> !span.ended()));
  }

  /** The trace as it is now. */
  RecordedTrace trace(Submitted job) throws IOException {
    return trace(job.traceId());
  }

  RecordedTrace trace(String traceId) throws IOException {
    Answer answer = client.get("/api/traces/" + traceId);
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(200);
    return RecordedTrace.of(answer.json());
  }

  /** Waits until all spans of the trace have ended. */
  RecordedTrace endedTrace(Submitted job) {
    return endedTrace(job.traceId());
  }

  RecordedTrace endedTrace(String traceId) {
    return Await.result(
        "all spans of trace " + traceId + " have ended",
        Duration.ofSeconds(20),
        () -> Optional.of(trace(traceId)).filter(RecordedTrace::ended));
  }
}
