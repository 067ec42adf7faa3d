package io.throughline.inference.control;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.TranscriptionRequest;
import io.throughline.inference.control.EngineRunner.StageName;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.Timelines;
import io.throughline.telemetry.otel.OpenTelemetryTelemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The exact spans around an engine; only the measured seconds differ from run to run. */
class EngineRunnerTest {

  private static final StageName STAGE = new StageName("ml.transcribe", "transcription");
  private static final TranscriptionRequest REQUEST =
      new TranscriptionRequest(
          new PcmAudio(Path.of("none"), 16_000, 0),
          Optional.empty(),
          false,
          Optional.empty(),
          List.of());

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final CountingEngine engine = new CountingEngine();
  private final Telemetry telemetry =
      new OpenTelemetryTelemetry(
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                      .build())
              .build());
  private final EngineRunner runner =
      new EngineRunner(
          telemetry,
          new ModelCache(),
          Metrics.off(),
          new DeviceWork(telemetry, Timelines.off(), Metrics.off(), Clock.systemUTC(), 1));

  @Test
  void aColdModelIsLoadedInItsOwnSpan() throws Exception {
    run();

    List<SpanData> spans = exporter.getFinishedSpanItems();
    assertThat(spans)
        .extracting(SpanData::getName)
        .containsExactly("model.load", "engine.counting.process", "ml.transcribe");
    SpanData stage = spans.get(2);
    assertThat(spans.get(0))
        .hasKind(SpanKind.INTERNAL)
        .hasParent(stage)
        .hasStatus(StatusData.unset())
        .hasAttributes(
            Attributes.builder().put("ml.model", "numbers").put("engine.id", "counting").build())
        .hasTotalRecordedEvents(0);
    assertThat(spans.get(1))
        .hasKind(SpanKind.INTERNAL)
        .hasParent(stage)
        .hasStatus(StatusData.unset())
        .hasAttributes(
            Attributes.builder()
                .put("engine.id", "counting")
                .put("engine.version", "1.2")
                .put("task.stage", "transcribe")
                .build())
        .hasTotalRecordedEvents(0);
    assertThat(stage).hasKind(SpanKind.INTERNAL).hasNoParent().hasStatus(StatusData.unset());
    assertThat(events(stage))
        .containsExactly(
            "model_loading_started",
            "model_loaded",
            "transcription_started",
            "transcription_completed");
    assertThat(attributes(stage))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ml.model", "numbers",
                "ml.device", "cpu",
                "ml.compute_type", "float32",
                "ml.segments_count", 0L,
                "ml.model_load_duration_seconds", "seconds",
                "ml.inference_duration_seconds", "seconds",
                "ml.total_duration_seconds", "seconds"));
  }

  @Test
  void aWarmModelIsAnEvent() throws Exception {
    run();
    exporter.reset();

    run();

    List<SpanData> spans = exporter.getFinishedSpanItems();
    assertThat(spans)
        .extracting(SpanData::getName)
        .containsExactly("engine.counting.process", "ml.transcribe");
    assertThat(events(spans.get(1)))
        .containsExactly("model_cache_hit", "transcription_started", "transcription_completed");
    assertThat(attributes(spans.get(1)))
        .containsOnlyKeys(
            "ml.model",
            "ml.device",
            "ml.compute_type",
            "ml.segments_count",
            "ml.inference_duration_seconds",
            "ml.total_duration_seconds");
  }

  @Test
  void aModelThatDoesNotLoadFailsTheStageAndTheEngineIsNotAsked() {
    engine.loadFailure = new EngineException("counting", "no file");

    assertThatThrownBy(this::run).isSameAs(engine.loadFailure);

    List<SpanData> spans = exporter.getFinishedSpanItems();
    assertThat(spans).extracting(SpanData::getName).containsExactly("model.load", "ml.transcribe");
    assertThat(events(spans.get(1))).containsExactly("model_loading_started", "exception");
    for (SpanData span : spans) {
      assertThat(span).hasStatus(StatusData.error());
    }
  }

  @Test
  void anEngineThatFailsFailsItsSpanAndTheStage() {
    engine.processFailure = new EngineException("counting", "broken audio");

    assertThatThrownBy(this::run).isSameAs(engine.processFailure);

    List<SpanData> spans = exporter.getFinishedSpanItems();
    assertThat(spans.get(1)).hasName("engine.counting.process").hasStatus(StatusData.error());
    assertThat(events(spans.get(2)))
        .containsExactly(
            "model_loading_started", "model_loaded", "transcription_started", "exception");
  }

  private Transcription run() throws Exception {
    return runner.run(
        STAGE,
        engine,
        REQUEST,
        Progress.none(),
        (span, out) -> span.set("ml.segments_count", out.segments().size()));
  }

  private static List<String> events(SpanData span) {
    return span.getEvents().stream().map(EventData::getName).toList();
  }

  /** With every measured duration, which must not be negative, as the word seconds. */
  private static Map<String, Object> attributes(SpanData span) {
    return span.getAttributes().asMap().entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().getKey(), e -> plain(e.getKey(), e.getValue())));
  }

  private static Object plain(AttributeKey<?> key, Object value) {
    if (!key.getKey().endsWith("_seconds")) {
      return value;
    }
    assertThat((Double) value).isNotNegative();
    return "seconds";
  }
}
