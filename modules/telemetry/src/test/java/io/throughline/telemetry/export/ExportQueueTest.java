package io.throughline.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.throughline.telemetry.export.SpanAccount.Counts;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever the exporter does, ending a span costs nothing and every span is accounted for. */
class ExportQueueTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final ScriptedExporter exporter = new ScriptedExporter();
  private final SpanAccount account = new SpanAccount("otlp");
  private final LoggedLines log = new LoggedLines(Outage.class);
  private SdkTracerProvider provider;

  @AfterEach
  void stop() {
    exporter.answering(CompletableResultCode::ofSuccess);
    provider.shutdown().join(20, TimeUnit.SECONDS);
    log.close();
  }

  @Test
  void aFullBatchLeavesAtOnceAndTheRestWhenItIsAskedFor() throws InterruptedException {
    Tracer tracer = tracer(new QueueLimits(100, 10, LONG, LONG, LONG));

    end(tracer, 10);
    assertThat(exporter.batch()).isEqualTo(10);
    end(tracer, 3);
    provider.forceFlush().join(20, TimeUnit.SECONDS);

    assertThat(exporter.received).hasSize(13);
    assertThat(account.counts()).isEqualTo(new Counts(13, 13, 0, 0, 0));
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void spansDoNotWaitForAFullBatchForever() throws InterruptedException {
    Tracer tracer = tracer(new QueueLimits(100, 10, SHORT, LONG, LONG));

    end(tracer, 1);

    assertThat(exporter.batch()).isEqualTo(1);
  }

  @Test
  void anExporterThatNeverAnswersFillsTheQueueAndNotTheMemory() throws InterruptedException {
    exporter.answering(ScriptedExporter::silence);
    Tracer tracer = tracer(new QueueLimits(20, 10, LONG, LONG, SHORT));

    end(tracer, 10);
    exporter.batch();
    end(tracer, 1_000);

    assertThat(account.counts()).isEqualTo(new Counts(1_010, 0, 0, 980, 30));
    assertThat(account.counts().difference()).isZero();
  }

  @Test
  void stoppingGivesUpOnAnExporterThatDoesNotAnswer() throws InterruptedException {
    exporter.answering(ScriptedExporter::silence);
    Tracer tracer = tracer(new QueueLimits(20, 10, LONG, LONG, SHORT));
    end(tracer, 15);
    exporter.batch();

    CompletableResultCode stopped = provider.shutdown().join(20, TimeUnit.SECONDS);

    assertThat(stopped.isSuccess()).isTrue();
    assertThat(account.counts()).isEqualTo(new Counts(15, 0, 10, 5, 0));
  }

  @Test
  void stoppingSendsWhatWaits() {
    Tracer tracer = tracer(new QueueLimits(1_000, 10, LONG, LONG, LONG));
    end(tracer, 9);

    provider.shutdown().join(20, TimeUnit.SECONDS);

    assertThat(exporter.received).hasSize(9);
    assertThat(account.counts()).isEqualTo(new Counts(9, 9, 0, 0, 0));
  }

  @Test
  void anOutageIsOneLineAtItsStartAndOneAtItsEnd() {
    Tracer tracer = tracer(new QueueLimits(100, 10, LONG, LONG, LONG));
    exporter.answering(ScriptedExporter::refusal);
    for (int i = 0; i < 5; i++) {
      end(tracer, 2);
      provider.forceFlush().join(20, TimeUnit.SECONDS);
    }
    exporter.answering(CompletableResultCode::ofSuccess);
    for (int i = 0; i < 3; i++) {
      end(tracer, 1);
      provider.forceFlush().join(20, TimeUnit.SECONDS);
    }

    assertThat(account.counts()).isEqualTo(new Counts(13, 3, 10, 0, 0));
    assertThat(log.lines())
        .containsExactly(
            "WARNING Spans do not get through by otlp to backend: export: Connection refused"
                + " forged."
                + " Requests are served as always; spans that do not get through are lost. The"
                + " next line about this says when it is over.",
            "AUDIT Spans get through again by otlp to backend; 10 were lost.");
  }

  @Test
  void spansWaitWhileMemoryIsShort() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    exporter.answering(
        () -> {
          if (calls.incrementAndGet() < 3) {
            throw new OutOfMemoryError("somebody took it all");
          }
          return CompletableResultCode.ofSuccess();
        });
    Tracer tracer = tracer(new QueueLimits(100, 10, SHORT, LONG, LONG));
    end(tracer, 4);
    provider.forceFlush().join(20, TimeUnit.SECONDS);

    assertThat(calls).hasValue(3);
    assertThat(account.counts()).isEqualTo(new Counts(4, 4, 0, 0, 0));
  }

  @Test
  void spansThatCanNeverBeSentAreGivenUpAndTheNextAreSent() {
    exporter.answering(
        () -> {
          throw new LinkageError("half a jar");
        });
    Tracer tracer = tracer(new QueueLimits(100, 10, SHORT, LONG, LONG));
    end(tracer, 4);
    provider.forceFlush().join(20, TimeUnit.SECONDS);
    exporter.answering(CompletableResultCode::ofSuccess);
    end(tracer, 2);
    provider.forceFlush().join(20, TimeUnit.SECONDS);

    assertThat(account.counts()).isEqualTo(new Counts(6, 2, 4, 0, 0));
  }

  @Test
  void anExporterThatThrowsIsAnOutageAndNotTheEnd() {
    Tracer tracer = tracer(new QueueLimits(100, 10, LONG, LONG, LONG));
    exporter.answering(
        () -> {
          throw new IllegalStateException("broken");
        });
    end(tracer, 2);
    provider.forceFlush().join(20, TimeUnit.SECONDS);
    exporter.answering(CompletableResultCode::ofSuccess);
    end(tracer, 1);
    provider.forceFlush().join(20, TimeUnit.SECONDS);

    assertThat(account.counts()).isEqualTo(new Counts(3, 1, 2, 0, 0));
  }

  @Test
  void anAnswerThatComesTooLateIsAFailure() throws InterruptedException {
    exporter.answering(ScriptedExporter::silence);
    Tracer tracer = tracer(new QueueLimits(100, 10, LONG, SHORT, LONG));

    end(tracer, 3);
    provider.forceFlush().join(20, TimeUnit.SECONDS);

    assertThat(account.counts()).isEqualTo(new Counts(3, 0, 3, 0, 0));
    assertThat(log.lines()).singleElement().asString().contains("no answer in time");
  }

  @Test
  void spansOfTracesThatAreNotKeptAreNotCounted() {
    provider =
        SdkTracerProvider.builder()
            .setSampler(Sampler.alwaysOff())
            .addSpanProcessor(queue(new QueueLimits(100, 10, LONG, LONG, LONG)))
            .build();

    end(provider.get("test"), 5);

    assertThat(account.counts()).isEqualTo(new Counts(0, 0, 0, 0, 0));
  }

  private Tracer tracer(QueueLimits limits) {
    provider = SdkTracerProvider.builder().addSpanProcessor(queue(limits)).build();
    return provider.get("test");
  }

  private ExportQueue queue(QueueLimits limits) {
    return new ExportQueue(
        exporter, limits, account, new Outage("otlp to backend", account), span -> span);
  }

  private static void end(Tracer tracer, int spans) {
    for (int i = 0; i < spans; i++) {
      tracer.spanBuilder("s").startSpan().end();
    }
  }
}
