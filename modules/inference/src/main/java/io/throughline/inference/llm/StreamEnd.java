package io.throughline.inference.llm;

import io.throughline.inference.remote.RemoteServerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends a stream whose sender has stopped sending, or never stops. */
final class StreamEnd implements AutoCloseable {

  private final InputStream from;
  private final AtomicBoolean late = new AtomicBoolean();
  private final CompletableFuture<Void> alarm;

  private StreamEnd(InputStream from, Executor later) {
    this.from = from;
    this.alarm = CompletableFuture.runAsync(this::end, later);
  }

  static StreamEnd after(Duration limit, InputStream from) {
    return new StreamEnd(
        from, CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void end() {
    late.set(true);
    try {
      from.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws RemoteServerException if the sender breaks off or its time is over
   */
  int read(byte[] buffer) {
    try {
      int read = from.read(buffer);
      if (read < 0 && late.get()) {
        throw OpenAiServer.FAILURES.late();
      }
      return read;
    } catch (IOException e) {
      throw late.get() ? OpenAiServer.FAILURES.late() : OpenAiServer.FAILURES.unreachable(e);
    }
  }

  @Override
  public void close() {
    alarm.cancel(false);
  }
}
