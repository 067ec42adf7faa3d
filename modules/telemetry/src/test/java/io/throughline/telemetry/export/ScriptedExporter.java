package io.throughline.telemetry.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Answers as it was told, the last answer again and again; remembers what it got. */
final class ScriptedExporter implements SpanExporter {

  final Queue<SpanData> received = new ConcurrentLinkedQueue<>();
  private final LinkedBlockingQueue<Integer> calls = new LinkedBlockingQueue<>();
  private volatile Supplier<CompletableResultCode> answer = CompletableResultCode::ofSuccess;

  ScriptedExporter answering(Supplier<CompletableResultCode> next) {
    answer = next;
    return this;
  }

  /** Never answers. */
  static CompletableResultCode silence() {
    return new CompletableResultCode();
  }

  static CompletableResultCode refusal() {
    return CompletableResultCode.ofExceptionalFailure(
        new IllegalStateException("export", new java.io.IOException("Connection refused\nforged")));
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = answer.get();
    received.addAll(spans);
    calls.add(spans.size());
    return result;
  }

  /** Waits for the next call. */
  int batch() throws InterruptedException {
    Integer size = calls.poll(20, TimeUnit.SECONDS);
    if (size == null) {
      throw new AssertionError("nothing was exported");
    }
    return size;
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
