package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.Transcriptions.Submitted;
import io.throughline.app.it.engine.EngineJar;
import io.throughline.app.it.trace.RecordedSpan;
import io.throughline.app.it.trace.RecordedTrace;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settings as they work on the server; each test is one start, so each looks at several. */
class TracingSettingsIT {

  private static final String CALLER = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACEPARENT = "00-" + CALLER + "-00f067aa0ba902b7-01";

  private LibertyServer server;
  private Transcriptions transcriptions;

  @BeforeEach
  void layOut() throws IOException {
    server =
        new LibertyServer("settings").with("throughline.speech.transcription-engine", "scripted");
    EngineJar.write(
        ServerFiles.built("classes"),
        server.configuration().resolve("engines/scripted-engine.jar"));
    transcriptions = Transcriptions.on(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aTraceIsForcedAgainstTheSamplerAndAtTheDetailThatWasAsked() throws Exception {
    server
        .withVariable("ENVIRONMENT", "production")
        .withVariable("OTEL_TRACES_SAMPLER_ARG", "0")
        .withVariable("OTEL_TRACES_SAMPLER", "now and then")
        .withVariable("OTEL_EXPORTER_OTLP_ENDPOINT", "jaeger:4317")
        .withVariable("THROUGHLINE_TRACE_DETAIL", "request")
        .withVariable("THROUGHLINE_TRACE_DETIAL", "gpu")
        .start();

    assertThat(tracing().getString("sampler")).isEqualTo("parentbased_traceidratio 0");
    Submitted unseen = transcriptions.submit(Form.of(Recording.meeting(4)));
    transcriptions.completed(unseen);
    assertThat(server.client().get("/api/traces/" + unseen.traceId()).status()).isEqualTo(404);

    RecordedTrace continued = job("traceparent", TRACEPARENT);
    assertThat(continued.id()).isEqualTo(CALLER);
    assertThat(continued.spans("ml.transcribe")).hasSize(1);
    assertThat(continued.spans())
        .extracting(RecordedSpan::name)
        .noneMatch(TracingSettingsIT::isSql);

    RecordedTrace forced = job("X-Force-Trace", "true");
    assertThat(forced.spans("ml.transcribe")).hasSize(1);
    assertThat(forced.spans("UPDATE job")).hasSize(1);

    assertThat(lines("OTEL_TRACES_SAMPLER=now and then")).hasSize(1);
    assertThat(lines("OTEL_EXPORTER_OTLP_ENDPOINT")).hasSize(1);
    assertThat(lines("THROUGHLINE_TRACE_DETIAL")).hasSize(1);
  }

  @Test
  void aCallerWhoIsNotTrustedGetsATraceOfItsOwnWithALinkAndForcesNothing() throws Exception {
    server
        .withVariable("THROUGHLINE_TRACE_TRUSTED_CALLERS", "none")
        .withVariable("THROUGHLINE_TRACE_FORCE_CALLERS", "10.0.0.0/8")
        .withVariable("THROUGHLINE_TRACE_DETAIL", "request")
        .start();

    RecordedTrace trace = job("traceparent", TRACEPARENT);
    assertThat(trace.id()).isNotEqualTo(CALLER);
    RecordedSpan request = trace.span("POST " + Transcriptions.PATH);
    assertThat(request.parent()).isEmpty();
    assertThat(request.links()).containsExactly("00f067aa0ba902b7");

    assertThat(job("X-Force-Trace", "true").spans())
        .extracting(RecordedSpan::name)
        .noneMatch(TracingSettingsIT::isSql);
  }

  @Test
  void oldNamesAndSpansOfQueriesAreThereForThoseWhoAsk() throws Exception {
    server
        .withVariable("THROUGHLINE_TELEMETRY_LEGACY_ATTRIBUTES", "true")
        .withVariable("THROUGHLINE_TELEMETRY_JPA_SPANS", "true")
        .withVariable("THROUGHLINE_TELEMETRY_SQL_COMMENTS", "true")
        .start();

    RecordedTrace trace = job("X-API-Key", "a key that nobody checks yet");

    RecordedSpan request = trace.span("POST " + Transcriptions.PATH);
    assertThat(request.attributes().get("http.method")).isEqualTo(Json.createValue("POST"));
    assertThat(request.attributes().get("http.status_code")).isEqualTo(Json.createValue(201));
    assertThat(request.attributes().get("auth.api_key_present")).isEqualTo(JsonValue.TRUE);
    assertThat(trace.span("INSERT job").attributes().get("db.statement").toString())
        .containsIgnoringCase("insert into job")
        .doesNotContain("traceparent");
    RecordedSpan query = trace.spans("jpa DataModifyQuery").get(0);
    assertThat(trace.spans())
        .filteredOn(span -> isSql(span.name()))
        .extracting(RecordedSpan::parent)
        .contains(Optional.of(query.id()));
    String found = "/api/traces?service=throughline&tags=%7B%22http.method%22%3A%22POST%22%7D";
    assertThat(server.client().get(found).text()).contains(trace.id());
  }

  @Test
  void offIsOffAndSaysSoAndWhatIsHandedToOpenLibertyIsNamed() throws Exception {
    server.withVariable("observability__OTEL_ENABLED", "false").start();

    assertThat(lines("Tracing is off (observability__OTEL_ENABLED=false).")).hasSize(1);
    assertThat(tracing().getBoolean("enabled")).isFalse();
    Answer answer = server.client().get("/v1/models");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Trace-Id")).isEmpty();
    transcriptions.completed(transcriptions.submit(Form.of(Recording.meeting(4))));

    server.stop();
    server.withVariable("OTEL_SDK_DISABLED", "false").start();
    assertThat(lines("Tracing is handed to Open Liberty by OTEL_SDK_DISABLED=false")).hasSize(1);
    assertThat(server.client().get("/v1/models").status()).isEqualTo(200);
  }

  private RecordedTrace job(String header, String value) throws IOException {
    Answer answer =
        server.client().post(Transcriptions.PATH, Form.of(Recording.meeting(4)), header, value);
    Submitted job =
        new Submitted(answer.json().getString("id"), answer.header("X-Trace-Id").orElseThrow());
    transcriptions.completed(job);
    return transcriptions.endedTrace(job);
  }

  private JsonObject tracing() throws IOException {
    return server.client().get("/health").json().getJsonArray("checks").stream()
        .map(check -> check.asJsonObject())
        .filter(check -> check.getString("name").equals("tracing"))
        .findFirst()
        .orElseThrow()
        .getJsonObject("data");
  }

  private static boolean isSql(String name) {
    return name.matches("(SELECT|INSERT|UPDATE|DELETE) .*");
  }

  private List<String> lines(String text) throws IOException {
    return server.printed().stream().filter(line -> line.contains(text)).toList();
  }
}
