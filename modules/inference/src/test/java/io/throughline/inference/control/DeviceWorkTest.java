package io.throughline.inference.control;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.throughline.inference.api.DeviceActivity;
import io.throughline.inference.api.DeviceActivity.Kind;
import io.throughline.inference.api.DeviceReport;
import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.ImageOperation.Enhance;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import io.throughline.inference.engine.gpu.EmulatedCard;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.Timelines;
import io.throughline.telemetry.otel.OpenTelemetryTelemetry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a graphics card did, as spans; the card is an emulator that runs the kernels. */
class DeviceWorkTest {

  private static final EngineDescription CARD =
      new EngineDescription(
          "card", "1", "none", PipelineStage.IMAGE, List.of(), "cuda", "float32", List.of());
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Telemetry telemetry =
      new OpenTelemetryTelemetry(
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                      .build())
              .build());

  private final List<String> kept = new ArrayList<>();
  private final Timelines timelines =
      (lane, slices) -> slices.forEach(slice -> kept.add(lane + ": " + slice.name()));

  private DeviceWork work(int atOnce) {
    return new DeviceWork(
        telemetry, timelines, Metrics.off(), Clock.fixed(NOW, ZoneId.of("Asia/Kathmandu")), atOnce);
  }

  @Test
  void transfersAndKernelsAreBelowTheEngine() throws Exception {
    EngineRunner runner = new EngineRunner(telemetry, new ModelCache(), Metrics.off(), work(1));
    Picture picture = Picture.blank(20, 10, 3);

    runner.runAlone(
        EmulatedCard.engine(), new ImageRequest(picture, new Enhance(0, 1, 1, 0)), Progress.none());

    List<SpanData> spans = exporter.getFinishedSpanItems();
    assertThat(spans)
        .extracting(SpanData::getName)
        .containsExactly(
            "model.load",
            "gpu.transfer h2d",
            "gpu.compute",
            "gpu.kernel contrast_curves",
            "gpu.kernel contrast_apply",
            "gpu.kernel saturate_colours",
            "gpu.transfer d2h",
            "engine.cuda.process");
    SpanData engine = spans.get(7);
    assertThat(engine.getAttributes().asMap())
        .containsEntry(AttributeKey.stringKey("gpu.device"), "emulated")
        .containsEntry(AttributeKey.doubleKey("gpu.memory_before_mb"), 0.0)
        .containsEntry(AttributeKey.doubleKey("gpu.memory_after_mb"), 0.0);
    for (SpanData span : spans.subList(1, 7)) {
      assertThat(span).hasKind(SpanKind.INTERNAL).hasParent(engine).hasStatus(StatusData.unset());
      // the emulator's clock counts bytes and instructions
      assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isPositive();
    }
    assertThat(spans.get(1))
        .hasAttributes(onCard(600).put("gpu.bytes", 600L).put("gpu.transfers", 1L).build());
    assertThat(spans.get(2).getAttributes().get(AttributeKey.longKey("gpu.kernels"))).isEqualTo(3);
    assertThat(spans.get(4))
        .hasAttributes(
            onCard(length(spans.get(4))).put("gpu.grid", "1x10").put("gpu.block", 128L).build());
    assertThat(spans.get(4).getStartEpochNanos())
        .isGreaterThanOrEqualTo(spans.get(3).getEndEpochNanos());
    assertThat(kept)
        .containsExactly(
            "emulated, stream 0: h2d",
            "emulated, stream 0: contrast_curves",
            "emulated, stream 0: contrast_apply",
            "emulated, stream 0: saturate_colours",
            "emulated, stream 0: d2h");
  }

  private static AttributesBuilder onCard(long duration) {
    return Attributes.builder()
        .put("gpu.device", "emulated")
        .put("gpu.stream", 0L)
        .put("gpu.duration_ns", duration)
        .put("gpu.device_time", true);
  }

  private static long length(SpanData span) {
    return span.getEndEpochNanos() - span.getStartEpochNanos();
  }

  @Test
  void ofManyKernelsTheLongestHaveSpansAndTheOthersOneTogether() throws Exception {
    List<DeviceActivity> kernels = new ArrayList<>();
    for (int i = 0; i < DeviceSpans.MOST_KERNELS + 5; i++) {
      long duration = i < 5 ? 1 : 1000;
      kernels.add(new DeviceActivity(Kind.KERNEL, "step", 0, "1x1", 32, 10_000L * i, duration));
    }

    process(work(1), new DeviceReport("emulated", 0, 0, 0, kernels));

    assertThat(
            exporter.getFinishedSpanItems().stream()
                .collect(Collectors.groupingBy(SpanData::getName, Collectors.counting())))
        .containsOnly(
            entry("gpu.compute", 1L),
            entry("gpu.kernel step", 200L),
            entry("gpu.kernels.other", 1L));
    SpanData others = exporter.getFinishedSpanItems().get(201);
    assertThat(others)
        .hasName("gpu.kernels.other")
        .hasAttributes(onCard(5).put("gpu.kernels", 5L).build());
    assertThat(length(others)).isEqualTo(40_001);
    assertThat(kept).hasSize(DeviceSpans.MOST_KERNELS + 5);
  }

  @Test
  void deviceTimesAreMappedToTheServersClock() throws Exception {
    long nanos = System.nanoTime();

    process(
        work(1),
        new DeviceReport(
            "emulated",
            0,
            0,
            0,
            List.of(new DeviceActivity(Kind.KERNEL, "step", 0, "1x1", 32, nanos, 7_000))));

    SpanData kernel = exporter.getFinishedSpanItems().get(1);
    long late = NOW.getEpochSecond() * 1_000_000_000 - kernel.getStartEpochNanos();
    assertThat(late).isBetween(0L, 60_000_000_000L);
    assertThat(length(kernel)).isEqualTo(7_000);
  }

  @Test
  void whoFindsTheCardTakenWaitsInASpan() throws Exception {
    DeviceWork work = work(1);
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<String> first =
          threads.submit(
              () ->
                  work.run(
                      CARD,
                      Progress.none(),
                      telemetry.current(),
                      progress -> {
                        taken.countDown();
                        done.await();
                        return "first";
                      }));
      taken.await();
      Future<String> second =
          threads.submit(
              () -> work.run(CARD, Progress.none(), telemetry.current(), progress -> "second"));
      while (work.waiting() == 0) {
        Thread.onSpinWait();
      }
      done.countDown();

      assertThat(first.get()).isEqualTo("first");
      assertThat(second.get()).isEqualTo("second");
    } finally {
      threads.shutdownNow();
    }

    assertThat(exporter.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactly("gpu.wait");
  }

  @Test
  void aPlaceIsGivenBackWhenTheEngineFails() throws Exception {
    DeviceWork work = work(1);

    assertThatThrownBy(
            () ->
                work.run(
                    CARD,
                    Progress.none(),
                    telemetry.current(),
                    progress -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");

    assertThat(process(work, new DeviceReport("emulated", 0, 0, 0, List.of()))).isEqualTo("done");
  }

  @Test
  void noPlaceAtAllIsRefusedByTheSettingsName() {
    assertThatThrownBy(() -> work(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("throughline.gpu.max-concurrent");
  }

  private String process(DeviceWork work, DeviceReport report) throws Exception {
    return work.run(
        CARD,
        Progress.none(),
        telemetry.current(),
        progress -> {
          progress.device(report);
          return "done";
        });
  }
}
