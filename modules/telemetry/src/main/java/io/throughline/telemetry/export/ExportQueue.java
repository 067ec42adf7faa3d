package io.throughline.telemetry.export;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * Hands ended spans to one exporter on a thread of its own. Ending a span never waits: when the
 * queue is full the span is dropped and counted. Thread-safe.
 */
final class ExportQueue implements SpanProcessor {

  /** How often a batch is tried that cannot be sent for want of memory, say. */
  private static final int TRIES = 5;

  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final SpanExporter exporter;
  private final UnaryOperator<SpanData> shape;
  private final QueueLimits limits;
  private final SpanAccount account;
  private final Outage outage;
  private final BlockingQueue<ReadableSpan> queue;

  /** What is on its way; the worker's own. */
  private final List<ReadableSpan> batch;

  private int failures;
  private final Thread worker;
  private final CompletableResultCode stopped = new CompletableResultCode();
  private final CompletableFuture<Void> outOfTime = new CompletableFuture<>();
  private volatile boolean open = true;
  private final AtomicReference<CompletableResultCode> flush = new AtomicReference<>();

  ExportQueue(
      SpanExporter exporter,
      QueueLimits limits,
      SpanAccount account,
      Outage outage,
      UnaryOperator<SpanData> shape) {
    this.exporter = exporter;
    this.shape = shape;
    this.limits = limits;
    this.account = account;
    this.outage = outage;
    this.queue = new ArrayBlockingQueue<>(limits.queue());
    this.batch = new ArrayList<>(limits.batch());
    this.worker = new Thread(this::work, "throughline-spans-" + account.exporter());
    worker.setDaemon(true);
    worker.start();
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) {
      return;
    }
    account.queuedOne();
    if (!open || !queue.offer(span)) {
      account.dropped(1);
    } else if (queue.size() >= limits.batch()) {
      LockSupport.unpark(worker);
    }
  }

  private void work() {
    try {
      sendUntilStopped();
      drain();
      discard();
      exporter.shutdown().join(1, TimeUnit.SECONDS);
    } finally {
      stopped.succeed();
    }
  }

  private void sendUntilStopped() {
    while (open) {
      if (queue.size() < limits.batch() && flush.get() == null) {
        // Waking up early does no harm: what there is gets sent.
        LockSupport.parkNanos(this, limits.delay().toNanos());
      }
      CompletableResultCode asked = flush.getAndSet(null);
      send();
      if (asked != null) {
        drain();
        asked.succeed();
      }
    }
  }

  private void drain() {
    while (!outOfTime.isDone() && !(queue.isEmpty() && batch.isEmpty())) {
      send();
    }
  }

  /** Never throws: memory that something else takes must not end this thread, nor cost spans. */
  private void send() {
    try {
      if (batch.isEmpty()) {
        queue.drainTo(batch, limits.batch());
      }
      if (!batch.isEmpty()) {
        sendBatch();
      }
    } catch (RuntimeException | Error e) {
      if (++failures < TRIES) {
        LockSupport.parkNanos(this, Math.min(PAUSE, limits.delay().toNanos()));
      } else {
        account.failed(batch.size());
        settled();
      }
    }
  }

  private void settled() {
    batch.clear();
    failures = 0;
  }

  private void sendBatch() {
    long droppedBefore = account.counts().dropped();
    List<SpanData> data = batch.stream().map(ReadableSpan::toSpanData).map(shape).toList();
    String failure = export(data);
    if (failure == null) {
      account.exported(data.size());
    } else {
      account.failed(data.size());
    }
    settled();
    report(failure, account.counts().dropped() - droppedBefore);
  }

  /** Null if the batch arrived, else why not. */
  private String export(List<SpanData> batch) {
    try {
      CompletableResultCode result = exporter.export(batch);
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      result.whenComplete(() -> answer.complete(result.isSuccess()));
      answer.completeOnTimeout(false, limits.exportTimeout().toMillis(), TimeUnit.MILLISECONDS);
      CompletableFuture.anyOf(answer, outOfTime).join();
      return answer.getNow(false)
          ? null
          : FailureReason.of(result, StockLogs.silenced().take(account.exporter()));
    } catch (RuntimeException e) {
      return "it fails with " + e.getClass().getSimpleName() + " " + FailureReason.of(e);
    }
  }

  private void report(String failure, long dropped) {
    if (failure != null) {
      outage.failed(failure);
    } else if (dropped > 0) {
      outage.failed("it takes them slower than they come");
    } else {
      outage.worked();
    }
  }

  private void discard() {
    queue.drainTo(batch);
    account.dropped(batch.size());
    batch.clear();
  }

  @Override
  public CompletableResultCode forceFlush() {
    CompletableResultCode asked =
        flush.updateAndGet(before -> before == null ? new CompletableResultCode() : before);
    LockSupport.unpark(worker);
    return open ? asked : stopped;
  }

  /** Sends what waits, but for no longer than the limit; what then is left is dropped. */
  @Override
  public CompletableResultCode shutdown() {
    open = false;
    outOfTime.completeOnTimeout(null, limits.drain().toMillis(), TimeUnit.MILLISECONDS);
    LockSupport.unpark(worker);
    return stopped;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
