package io.throughline.realtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.throughline.realtime.Babble;
import io.throughline.realtime.control.Message.Problem;
import io.throughline.realtime.control.Message.Said;
import io.throughline.realtime.control.Message.SessionBegin;
import io.throughline.realtime.control.Message.SessionEnd;
import io.throughline.realtime.control.Message.Speech;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.TraceCarrier;
import io.throughline.telemetry.otel.OpenTelemetryTelemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients and traces see of sessions; the engine is scripted, time stands unless it is set.
 */
class RealtimeSessionTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final TraceCarrier HANDSHAKE =
      new TraceCarrier(Map.of("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
  private static final int SECOND = 32_000;

  @TempDir Path work;

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetryTelemetry telemetry =
      new OpenTelemetryTelemetry(
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                      .build())
              .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
              .build());
  private final ScriptedTranscriber transcriber = new ScriptedTranscriber();
  private final RecordingClient client = new RecordingClient();
  private final AtomicLong nanos = new AtomicLong();
  private SessionRouter router;

  @AfterEach
  void nothingIsLeft() throws Exception {
    router.drain(Duration.ofSeconds(30));
    assertThat(router.active()).isZero();
    try (var files = Files.list(work)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void whatIsSaidBetweenPausesIsTranscribed() throws Exception {
    RealtimeSession session =
        open("prompt", "hello", "interim_results", "false", "word_timestamps", "true");
    session.audio(Babble.bytes(1));
    session.audio(new byte[SECOND]);
    session.end();

    assertThat(client.ending()).isEqualTo(Ending.FINISHED);
    List<Message> told = client.all();
    assertThat(told.get(0)).isInstanceOf(SessionBegin.class);
    SessionBegin begin = (SessionBegin) told.get(0);
    assertThat(begin.traceId()).isEqualTo(TRACE);
    assertThat(begin.engine()).isEqualTo("scripted");
    assertThat(told.get(1)).isEqualTo(new Speech(true, 0));
    assertThat(((Speech) told.get(2)).begins()).isFalse();
    assertThat(((Speech) told.get(2)).timestamp()).isCloseTo(1, within(0.06));
    Said said = (Said) told.get(3);
    assertThat(said.text()).isEqualTo("hello");
    assertThat(said.last()).isTrue();
    assertThat(said.start()).isEqualTo(0.25);
    assertThat(said.confidence()).isEqualTo(OptionalDouble.of(0.5));
    assertThat(said.words().orElseThrow()).hasSize(1);
    SessionEnd end = (SessionEnd) told.get(4);
    assertThat(end.sessionId()).isEqualTo(begin.sessionId());
    assertThat(end.duration()).isEqualTo(2);
    assertThat(end.speech()).isCloseTo(1, within(0.06));
    assertThat(end.said()).containsExactly(said);
    assertThat(told).hasSize(5);
  }

  @Test
  void theSessionIsBelowItsHandshakeAndItsStepsBelowIt() throws Exception {
    RealtimeSession session = open("prompt", "hello", "interim_results", "false");
    session.audio(Babble.bytes(1));
    session.audio(new byte[SECOND]);
    session.end();
    client.ending();
    router.drain(Duration.ofSeconds(30));

    Map<String, SpanData> spans = byName();
    SpanData allocated = spans.get("session_router.allocate");
    SpanData live = spans.get("realtime.session");
    assertThat(allocated.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(text(allocated, "worker.id")).isEqualTo("node-1");
    assertThat(number(allocated, "sessions.active")).isEqualTo(1);
    assertThat(live.getParentSpanId()).isEqualTo(allocated.getSpanId());
    assertThat(text(live, "session.id")).isEqualTo(text(allocated, "session.id"));
    assertThat(number(live, "realtime.bytes")).isEqualTo(2 * SECOND);
    assertThat(number(live, "realtime.lag_ms")).isZero();
    assertThat(number(live, "close.code")).isEqualTo(1000);
    assertThat(exporter.getFinishedSpanItems())
        .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(TRACE))
        .filteredOn(span -> span.getParentSpanId().equals(live.getSpanId()))
        .extracting(SpanData::getName)
        .containsExactly(
            "realtime.process_audio_chunk",
            "realtime.vad_endpoint",
            "realtime.vad_endpoint",
            "realtime.generate_transcript",
            "realtime.session_close");
    assertThat(
            exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals("realtime.vad_endpoint"))
                .flatMap(span -> span.getEvents().stream())
                .map(EventData::getName))
        .containsExactly("speech_start", "speech_end");
    SpanData transcribed = spans.get("realtime.generate_transcript");
    assertThat(transcribed.getAttributes().get(AttributeKey.booleanKey("final"))).isTrue();
    assertThat(exporter.getFinishedSpanItems())
        .allSatisfy(span -> assertThat(span.toString()).doesNotContain("hello"));
  }

  @Test
  void whatIsBeingSaidIsTranscribedMeanwhile() throws Exception {
    RealtimeSession session = open("prompt", "hello");
    session.audio(Babble.bytes(1));

    Said soFar = (Said) client.await(Said.class::isInstance);
    assertThat(soFar.last()).isFalse();
    session.end();
    assertThat(client.ending()).isEqualTo(Ending.FINISHED);
    assertThat(client.all()).filteredOn(Said.class::isInstance).hasSize(1);
  }

  @Test
  void configurationChangesWhatFollows() throws Exception {
    RealtimeSession session = open("prompt", "before", "interim_results", "false");
    session.audio(Babble.bytes(1));
    session.flush();
    session.configure(Optional.of("DE!"), Optional.empty());
    session.configure(Optional.of("en"), Optional.of("after"));
    session.audio(Babble.bytes(1));
    session.end();
    client.ending();

    assertThat(client.all())
        .filteredOn(Said.class::isInstance)
        .extracting(message -> ((Said) message).text())
        .containsExactly("before", "after");
    assertThat(client.all())
        .filteredOn(Problem.class::isInstance)
        .extracting(message -> ((Problem) message).parameter().orElseThrow())
        .containsExactly("language");
  }

  @Test
  void anEngineThatFailsEndsTheSessionAndItsSpanSaysSo() throws Exception {
    RealtimeSession session = open("prompt", "fail", "interim_results", "false");
    session.audio(Babble.bytes(1));
    session.flush();

    assertThat(client.ending()).isEqualTo(Ending.FAILED);
    assertThat(client.await(Problem.class::isInstance))
        .isEqualTo(
            new Problem(
                "internal_error", "The speech could not be transcribed", Optional.empty(), false));
    assertThat(client.all().get(0)).isInstanceOf(SessionEnd.class);
    router.drain(Duration.ofSeconds(30));
    assertThat(byName().get("realtime.session").getStatus().getStatusCode())
        .isEqualTo(StatusCode.ERROR);
    assertThat(byName().get("realtime.generate_transcript").getStatus().getStatusCode())
        .isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aServerThatCannotKeepUpWarnsAndThenEndsTheSession() throws Exception {
    RealtimeSession session = atWork();
    session.audio(Babble.bytes(9));
    nanos.set(Duration.ofSeconds(6).toNanos());
    session.audio(Babble.bytes(1));
    Message.Lag warning = (Message.Lag) client.await(Message.Lag.class::isInstance);
    assertThat(warning.seconds()).isCloseTo(5, within(0.01));
    assertThat(warning.limit()).isEqualTo(5);
    nanos.set(Duration.ofSeconds(9).toNanos());
    session.audio(Babble.bytes(1));

    assertThat(client.ending()).isEqualTo(Ending.LAG_EXCEEDED);
    assertThat(((Problem) client.await(Problem.class::isInstance)).code())
        .isEqualTo("lag_exceeded");
    router.drain(Duration.ofSeconds(30));
    SpanData live = byName().get("realtime.session");
    assertThat(live.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(number(live, "close.code")).isEqualTo(4010);
    assertThat(number(live, "realtime.lag_ms")).isCloseTo(8000, within(10L));
    assertThat(byName().get("realtime.generate_transcript").getStatus().getStatusCode())
        .isEqualTo(StatusCode.UNSET);
  }

  @Test
  void aClientThatGoesFreesItsPlaceAtOnce() throws Exception {
    RealtimeSession session = atWork();
    client.gone = true;
    session.gone(1001);

    assertThat(client.ending()).isEqualTo(Ending.CLIENT_GONE);
    router.drain(Duration.ofSeconds(30));
    SpanData live = byName().get("realtime.session");
    assertThat(number(live, "close.code")).isEqualTo(1001);
    assertThat(live.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void aClientThatSaysNothingIsTimedOut() throws Exception {
    router = router(1, Duration.ofMillis(20), Duration.ofHours(1));
    router.open(HANDSHAKE, parameters("prompt", "hello"), client);

    assertThat(client.ending()).isEqualTo(Ending.TIMED_OUT);
    assertThat(((Problem) client.await(Problem.class::isInstance)).code())
        .isEqualTo("session_timeout");
  }

  @Test
  void aSessionMayNotLastForever() throws Exception {
    RealtimeSession session = open("prompt", "hello", "interim_results", "false");
    session.audio(Babble.bytes(1));
    client.await(Speech.class::isInstance);
    nanos.set(Duration.ofHours(2).toNanos());
    session.flush();
    client.await(Said.class::isInstance);

    assertThat(client.ending()).isEqualTo(Ending.TIMED_OUT);
  }

  @Test
  void aStoppingServerTellsWhatItHeardAndTakesNobodyMore() throws Exception {
    RealtimeSession session = open("prompt", "hello", "interim_results", "false");
    session.audio(Babble.bytes(1));
    router.drain(Duration.ofSeconds(30));

    assertThat(client.ending()).isEqualTo(Ending.GOING_AWAY);
    assertThat(client.await(Said.class::isInstance)).isNotNull();
    assertThat(((Problem) client.await(Problem.class::isInstance)).code())
        .isEqualTo("server_stopping");
    assertThatThrownBy(() -> router.open(HANDSHAKE, parameters(), client))
        .isInstanceOfSatisfying(
            NoCapacityException.class, e -> assertThat(e.ending()).isEqualTo(Ending.GOING_AWAY));
  }

  @Test
  void aStoppingServerDoesNotWaitForever() throws Exception {
    atWork();
    router.drain(Duration.ofMillis(1));

    assertThat(client.ending()).isEqualTo(Ending.GOING_AWAY);
  }

  @Test
  void thereAreNoMoreSessionsThanAllowed() throws Exception {
    RealtimeSession first = open("prompt", "hello");

    assertThatThrownBy(() -> router.open(HANDSHAKE, parameters(), new RecordingClient()))
        .isInstanceOfSatisfying(
            NoCapacityException.class, e -> assertThat(e.ending()).isEqualTo(Ending.NO_CAPACITY));
    SpanData refused = byName().get("session_router.allocate");
    assertThat(exporter.getFinishedSpanItems())
        .filteredOn(span -> span.getName().equals("session_router.allocate"))
        .extracting(span -> span.getStatus().getStatusCode())
        .containsExactly(StatusCode.UNSET, StatusCode.ERROR);
    assertThat(refused).isNotNull();
    first.end();
    client.ending();
  }

  /** A session whose engine has an utterance and does not come to an end with it. */
  private RealtimeSession atWork() throws Exception {
    RealtimeSession session = open("prompt", "block", "interim_results", "false");
    session.audio(Babble.bytes(1));
    session.flush();
    transcriber.blocked.await();
    return session;
  }

  private RealtimeSession open(String... query) throws Exception {
    router = router(1, Duration.ofMinutes(1), Duration.ofHours(1));
    return router.open(HANDSHAKE, parameters(query), client);
  }

  private SessionRouter router(int sessions, Duration idle, Duration longest) {
    return new SessionRouter(
        new RealtimeSettings(
            "node-1",
            sessions,
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            idle,
            longest,
            10,
            work),
        transcriber,
        telemetry,
        Metrics.off(),
        Thread::new,
        nanos::get);
  }

  private static StreamParameters parameters(String... query) throws Exception {
    Map<String, List<String>> values = new HashMap<>();
    for (int i = 0; i < query.length; i += 2) {
      values.put(query[i], List.of(query[i + 1]));
    }
    return StreamParameters.of(values);
  }

  private Map<String, SpanData> byName() {
    return exporter.getFinishedSpanItems().stream()
        .collect(Collectors.toMap(SpanData::getName, span -> span, (first, second) -> first));
  }

  private static String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  private static Long number(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.longKey(key));
  }
}
