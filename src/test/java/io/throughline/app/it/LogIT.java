package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.trace.RecordedSpan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the server's log says of requests and jobs, and what clients cannot make it say. */
@OnServer(Flavour.SCRIPTED)
class LogIT {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String FORGED = "forged-by-a-client";
  private static final List<String> HOSTILE =
      List.of(
          "a\r\n{\"level\":\"SEVERE\",\"message\":\"" + FORGED + "\"}\r\n",
          "\"},{\"message\":\"" + FORGED + "\"",
          "\\\",\\\"message\\\":\\\"" + FORGED,
          "\u001b[2J\u001b[31m" + FORGED,
          FORGED + "\u2028{\"message\":\"" + FORGED + "\"}\u2029",
          FORGED + "\u0000\b\u007f\u0085",
          "${jndi:ldap://" + FORGED + "/}");

  private final LibertyServer server;
  private final Transcriptions transcriptions;

  LogIT(LibertyServer server) {
    this.server = server;
    this.transcriptions = Transcriptions.on(server);
  }

  @Test
  void aWorkersLinesNameTheRequestTheJobAndTheTrace() throws IOException {
    Answer answer =
        server
            .client()
            .post(
                Transcriptions.PATH,
                Form.of(Recording.meeting(2)).field("prompt", "fail"),
                "X-Request-Id",
                "log-it-1");
    String job = answer.json().getString("id");
    String trace = answer.header("X-Trace-Id").orElseThrow();

    LogLine line = logged("job " + job + " attempt 1 failed");

    transcriptions.endedTrace(trace);
    RecordedSpan attempt = transcriptions.trace(trace).span("audio_processing.transcription");
    assertThat(line.get("request_id")).isEqualTo("log-it-1");
    assertThat(line.get("job_id")).isEqualTo(job);
    assertThat(line.get("trace_id")).isEqualTo(trace);
    assertThat(line.get("span_id")).isEqualTo(attempt.id());
    assertThat(line.get("service")).isEqualTo("throughline");
    assertThat(line.get("level")).isEqualTo("WARNING");
    assertThat(line.get("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+\\+0000");
  }

  @Test
  void theStartHasNothingToComplainOf() throws IOException {
    assertThat(server.messages())
        .filteredOn(line -> line.contains("CWWKO1650E"))
        .as("errors in the OpenAPI document")
        .isEmpty();
  }

  @Test
  void aRequestsLinesNameItAndItsTrace() throws IOException {
    Answer answer = failing("log-it-2", Form.of(Recording.meeting(1)));

    LogLine line = logged("request log-it-2 failed");
    assertThat(line.get("request_id")).isEqualTo("log-it-2");
    assertThat(line.get("trace_id")).isEqualTo(answer.header("X-Trace-Id").orElseThrow());
    assertThat(line.get("span_id")).matches("[0-9a-f]{16}");
    assertThat(line.has("job_id")).isFalse();
  }

  @Test
  void linesThatBelongToNothingHaveNoFieldsOfTheRequestBefore() throws IOException {
    server.client().get("/v1/models");

    assertThat(LogLine.of(server))
        .filteredOn(line -> line.get("message").contains("CWWKZ0001I"))
        .isNotEmpty()
        .noneMatch(line -> line.has("request_id") || line.has("trace_id") || line.has("job_id"));
  }

  @Test
  void noClientCanForgeALine() throws IOException {
    byte[] speech = Recording.meeting(1);
    for (String hostile : HOSTILE) {
      failing("log-it-3", new Form().file("file", hostile, speech).field("language", hostile));
      failing("log-it-3", new Form().file(hostile, "x.wav", speech));
      server.client().post(Transcriptions.PATH, new Form().field("audio_url", hostile));
      server.client().post("/speech-to-text-url", new Form().field("url", hostile));
      server.client().post(Transcriptions.PATH, Form.of(speech).field("prompt", hostile));
    }
    failing("log-it-4", new Form().part(loneSurrogate(), speech));
    server.client().get("/%0d%0a%7B%22message%22:%22" + FORGED + "%22%7D?q=" + FORGED);
    server.client().delete(Transcriptions.PATH + "/" + FORGED);
    logged("request log-it-4 failed");

    List<String> lines = server.messages();

    assertThat(lines).allSatisfy(LogLine::of);
    assertThat(lines).noneMatch(line -> line.contains(FORGED));
    assertThat(server.printed()).noneMatch(line -> line.contains(FORGED));
  }

  /** UTF-8 of half a character, which is none. */
  private static String loneSurrogate() {
    byte[] half = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
    return "name=\"file\"; filename=\"" + new String(half, StandardCharsets.ISO_8859_1) + "\"";
  }

  /** Sends a form while the server cannot store anything. */
  private Answer failing(String requestId, Form form) throws IOException {
    Path objects = server.data().resolve("objects");
    Path aside = server.data().resolve("objects-aside");
    Files.move(objects, aside);
    Files.createFile(objects);
    try {
      return server.client().post(Transcriptions.PATH, form, "X-Request-Id", requestId);
    } finally {
      Files.delete(objects);
      Files.move(aside, objects);
    }
  }

  private LogLine logged(String start) {
    return Await.result(
        "the log says " + start,
        LIMIT,
        () ->
            LogLine.of(server).stream()
                .filter(line -> line.get("message").startsWith(start))
                .findFirst());
  }
}
