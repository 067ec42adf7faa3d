package io.throughline.app.it;

import static io.throughline.app.it.trace.ExpectedSpan.Kind.INTERNAL;
import static io.throughline.app.it.trace.ExpectedSpan.span;
import static io.throughline.app.it.trace.ExpectedValue.between;
import static io.throughline.app.it.trace.ExpectedValue.matching;
import static io.throughline.app.it.trace.ExpectedValue.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.SpeechTrace.Engine;
import io.throughline.app.it.engine.ScriptedEngine;
import io.throughline.app.it.trace.ExpectedSpan;
import io.throughline.app.it.trace.RecordedSpan;
import io.throughline.app.it.trace.RecordedTrace;
import io.throughline.inference.api.EngineException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Live transcription on a server with two sessions, a scripted engine and little patience. */
@OnServer(Flavour.SCRIPTED)
class RealtimeIT {

  private static final String ENDED = "throughline_realtime_sessions_total";
  private static final String NO_INTERIM = "interim_results";

  @TempDir Path directory;

  private final LibertyServer server;
  private final Transcriptions transcriptions;

  RealtimeIT(LibertyServer server) {
    this.server = server;
    this.transcriptions = Transcriptions.on(server);
  }

  /** Sessions of the test before may still be closing. */
  @BeforeEach
  void haveNobodyThere() {
    awaitSessions(0);
  }

  @Test
  void aSessionIsOneTraceFromItsHandshakeToItsClose() throws Exception {
    // speech from 0.5 to 3.7 s, and the pause after it
    byte[] sentence = Recording.meeting(0, 4.25);
    try (LiveStream stream = LiveStream.to(server, NO_INTERIM, "false")) {
      String trace = stream.await("session.begin").getString("trace_id");
      stream.say(sentence).command("{\"type\":\"end\"}");

      assertThat(stream.await("vad.speech_start").getJsonNumber("timestamp").doubleValue())
          .isBetween(0.4, 0.6);
      assertThat(stream.await("vad.speech_end").getJsonNumber("timestamp").doubleValue())
          .isBetween(3.6, 3.8);
      assertThat(stream.await("transcript.final").getString("text"))
          .isEqualTo(ScriptedEngine.SENTENCE);
      JsonObject end = stream.await("session.end");
      assertThat(end.getString("transcript")).isEqualTo(ScriptedEngine.SENTENCE);
      assertThat(end.getJsonNumber("total_duration").doubleValue()).isEqualTo(4.25);
      assertThat(stream.closed()).isEqualTo(1000);

      RecordedTrace recorded = transcriptions.endedTrace(trace);
      boolean cold = !recorded.spans("model.load").isEmpty();
      recorded.assertIs(session(cold, sentence.length - 44));
      recorded.assertOneAfterTheOther(
          "realtime.process_audio_chunk", "realtime.generate_transcript", "realtime.session_close");
    }
  }

  private static ExpectedSpan session(boolean cold, int bytes) {
    ExpectedSpan live =
        span("realtime.session", INTERNAL)
            .with("session.id", matching("sess_[0-9a-f]{32}"))
            .with("engine.id", "scripted")
            .with("audio.codec", "pcm_s16le")
            .with("audio.sample_rate", 16_000)
            .with("audio.channels", 1)
            .with("realtime.bytes", bytes)
            .with("audio.duration_seconds", 4.25)
            .with("realtime.lag_ms", between(0, 5_000))
            .with("close.code", 1000)
            .children(
                span("realtime.process_audio_chunk", INTERNAL).with("audio.bytes", 16_000),
                span("realtime.vad_endpoint", INTERNAL)
                    .event("speech_start", Map.of("timestamp", between(0.4, 0.6))),
                span("realtime.vad_endpoint", INTERNAL)
                    .event("speech_end", Map.of("timestamp", between(3.6, 3.8))),
                span("realtime.generate_transcript", INTERNAL)
                    .with("final", true)
                    .with("audio.duration_seconds", between(3, 4))
                    .with("ml.rtf", between(1e-6, 10))
                    .with("ml.language", "en")
                    .with("ml.segments_count", 1)
                    .children(Engine.scripted(false).processed()),
                span("realtime.session_close", INTERNAL).with("close.code", 1000));
    if (cold) {
      live.with("ml.model_load_duration_seconds", seconds())
          .event("model_loading_started")
          .event("model_loaded")
          .children(
              span("model.load", INTERNAL).with("ml.model", "none").with("engine.id", "scripted"));
    } else {
      live.event("model_cache_hit");
    }
    return SpeechTrace.request("GET", LiveStream.PATH, LiveStream.PATH, 101)
        .with("url.query", "REDACTED")
        .children(
            span("session_router.allocate", INTERNAL)
                .with("session.id", matching("sess_[0-9a-f]{32}"))
                .with("worker.id", matching("node-[0-9a-f]{8}"))
                .with("sessions.active", 1)
                .children(live));
  }

  @Test
  void aSessionIsSeenWhileItRuns() throws Exception {
    try (LiveStream stream = LiveStream.to(server)) {
      String trace = stream.await("session.begin").getString("trace_id");
      stream.say(Recording.meeting(0, 3));
      JsonObject soFar = stream.await("transcript.partial");

      assertThat(soFar.getString("text")).isEqualTo(ScriptedEngine.SENTENCE);
      RecordedSpan live = transcriptions.trace(trace).span("realtime.session");
      assertThat(live.ended()).isFalse();
      assertThat(transcriptions.trace(trace).span("GET " + LiveStream.PATH).ended()).isTrue();
    }
  }

  @Test
  void theAnswerToTheHandshakeNamesRequestAndTrace() throws IOException {
    try (RawConnection connection = handshake("Origin: http://localhost:" + server.port())) {
      assertThat(connection.statusLine()).isEqualTo("HTTP/1.1 101 Switching Protocols");
      String head = head(connection);
      assertThat(head).containsPattern("X-Trace-Id: [0-9a-f]{32}").contains("X-Request-Id: req_");
      assertThat(head).doesNotContain("Cookie");
    }
  }

  @Test
  void pagesOfOtherOriginsAreRefused() throws IOException {
    try (RawConnection connection = handshake("Origin: http://elsewhere.example")) {
      assertThat(connection.statusLine()).isEqualTo("HTTP/1.1 403 Forbidden");
      assertThat(head(connection)).contains("application/problem+json").contains("X-Trace-Id");
    }
  }

  @Test
  void whoDoesNotUpgradeIsToldTo() throws IOException {
    Answer answer = server.client().get(LiveStream.PATH);

    assertThat(answer.status()).isEqualTo(426);
    assertThat(answer.header("Upgrade")).contains("websocket");
    assertThat(answer.json().getString("type")).endsWith("/upgrade-required");
    assertThat(answer.json().getString("trace_id")).isEqualTo(answer.header("X-Trace-Id").get());
  }

  @ParameterizedTest
  @CsvSource({"encoding,opus", "sample_rate,7", "channels,9", "language,!", "enable_vad,perhaps"})
  void wrongParametersAreNamed(String name, String value) throws Exception {
    try (LiveStream stream = LiveStream.to(server, name, value)) {
      JsonObject problem = stream.await("error");

      assertThat(problem.getString("code")).isEqualTo("invalid_parameter");
      assertThat(problem.getString("param")).isEqualTo(name);
      assertThat(problem.getBoolean("recoverable")).isFalse();
      assertThat(stream.closed()).isEqualTo(4400);
    }
  }

  @Test
  void thereAreNoMoreSessionsThanAllowed() throws Exception {
    double refused = Scrape.of(server).value(ENDED, "ending", "no_capacity");
    try (LiveStream first = LiveStream.to(server);
        LiveStream second = LiveStream.to(server)) {
      first.await("session.begin");
      second.await("session.begin");
      try (LiveStream third = LiveStream.to(server)) {
        assertThat(third.await("error").getString("code")).isEqualTo("no_capacity");
        assertThat(third.closed()).isEqualTo(4503);
      }
      assertThat(Scrape.of(server).value("throughline_realtime_sessions_active")).isEqualTo(2);
    }
    assertThat(Scrape.of(server).value(ENDED, "ending", "no_capacity")).isEqualTo(refused + 1);
  }

  @Test
  void aClientThatBreaksOffFreesItsPlaceWhateverTheEngineDoes() throws Exception {
    Path gate = Files.createFile(directory.resolve("gate"));
    LiveStream stream = LiveStream.to(server, "prompt", "block:" + gate, NO_INTERIM, "false");
    String trace = stream.await("session.begin").getString("trace_id");
    stream.say(Recording.meeting(0, 2)).command("{\"type\":\"flush\"}");
    Await.until(
        "the engine is at work",
        Duration.ofSeconds(30),
        () -> !transcriptions.trace(trace).spans("engine.scripted.process").isEmpty());
    stream.breakOff();

    awaitSessions(0);
    RecordedTrace recorded = transcriptions.endedTrace(trace);
    assertThat(recorded.span("realtime.session").attributes().get("close.code").toString())
        .matches("10(06|11)");
    assertThat(recorded.spans()).allSatisfy(s -> assertThat(s.status()).isEqualTo("unset"));
  }

  @Test
  void aServerThatLagsWarnsAndThenGivesUp() throws Exception {
    Path gate = Files.createFile(directory.resolve("gate"));
    try (LiveStream stream =
        LiveStream.to(server, "prompt", "block:" + gate, NO_INTERIM, "false")) {
      String trace = stream.await("session.begin").getString("trace_id");
      stream.say(Recording.meeting(0, 2)).command("{\"type\":\"flush\"}");
      byte[] silence = new byte[3_200];
      Await.until("the server gives up", Duration.ofSeconds(60), () -> !stream.offer(silence));

      JsonObject warning = stream.await("warning");
      assertThat(warning.getString("code")).isEqualTo("processing_lag");
      assertThat(warning.getJsonNumber("hard_threshold_seconds").doubleValue()).isEqualTo(0.6);
      assertThat(stream.await("error").getString("code")).isEqualTo("lag_exceeded");
      assertThat(stream.closed()).isEqualTo(4010);
      RecordedSpan live = transcriptions.endedTrace(trace).span("realtime.session");
      assertThat(live.status()).isEqualTo("ERROR");
      assertThat(live.text("error.type")).endsWith("LagExceededException");
    }
  }

  @Test
  void anEngineThatFailsEndsTheSessionWithItsErrorInTheTrace() throws Exception {
    try (LiveStream stream = LiveStream.to(server, "prompt", "fail", NO_INTERIM, "false")) {
      String trace = stream.await("session.begin").getString("trace_id");
      stream.say(Recording.meeting(0, 2)).command("{\"type\":\"flush\"}");

      assertThat(stream.await("error").getString("code")).isEqualTo("internal_error");
      assertThat(stream.closed()).isEqualTo(4500);
      RecordedTrace recorded = transcriptions.endedTrace(trace);
      assertThat(recorded.span("engine.scripted.process").text("error.type"))
          .isEqualTo(EngineException.class.getName());
      assertThat(recorded.span("realtime.session").status()).isEqualTo("ERROR");
    }
  }

  @Test
  void whatIsNoCommandIsToldAndDoesNoHarm() throws Exception {
    try (LiveStream stream = LiveStream.to(server, "prompt", "say:canary-word")) {
      String trace = stream.await("session.begin").getString("trace_id");
      stream.command("flush!").command("{\"type\":\"config\",\"language\":\"canary-language\"}");
      assertThat(stream.await("error").getString("code")).isEqualTo("invalid_message");
      assertThat(stream.await("error").getString("param")).isEqualTo("language");
      stream.say(Recording.meeting(0, 2)).command("{\"type\":\"end\"}");
      assertThat(stream.await("session.end").getString("transcript")).isEqualTo("canary-word");
      assertThat(stream.closed()).isEqualTo(1000);

      transcriptions.endedTrace(trace);
      assertThat(server.client().get("/api/traces/" + trace).text()).doesNotContain("canary");
      assertThat(server.messages()).noneMatch(line -> line.contains("canary"));
    }
  }

  private RawConnection handshake(String header) throws IOException {
    return new RawConnection(server)
        .send(
            ("GET "
                    + LiveStream.PATH
                    + " HTTP/1.1\r\nHost: localhost:"
                    + server.port()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                    + header
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
  }

  private static String head(RawConnection connection) throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = connection.statusLine(); !line.isEmpty(); line = connection.statusLine()) {
      head.append(line).append('\n');
    }
    return head.toString();
  }

  private void awaitSessions(int sessions) {
    Await.until(
        sessions + " sessions are there",
        Duration.ofSeconds(60),
        () -> Scrape.of(server).value("throughline_realtime_sessions_active") == sessions);
  }
}
