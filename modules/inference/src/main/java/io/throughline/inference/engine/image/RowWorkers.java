package io.throughline.inference.engine.image;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that share the rows of a picture. Several pictures may be worked on at once. Interrupting
 * the thread that calls {@link #rows} ends the work after the bands that are under way.
 */
final class RowWorkers implements AutoCloseable {

  /** Work on the rows from {@code from} to before {@code to}. */
  @FunctionalInterface
  interface Band {
    void run(int from, int to);
  }

  /** Small enough to stop soon and to share evenly, large enough to be worth sharing. */
  private static final int SAMPLES_A_BAND = 256 * 1024;

  private final int threads;
  private final ExecutorService executor;

  RowWorkers(int threads) {
    this.threads = threads;
    this.executor =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "image-rows");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** As many threads as there are processors. */
  static RowWorkers onAllProcessors() {
    return new RowWorkers(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Does {@code work} on all rows.
   *
   * @param rows how many there are
   * @param rowSamples samples that a row writes, to choose the size of bands
   */
  void rows(int rows, int rowSamples, Band work) throws InterruptedException {
    int height = Math.max(1, Math.min(rows, SAMPLES_A_BAND / Math.max(1, rowSamples)));
    AtomicInteger next = new AtomicInteger();
    AtomicBoolean stopped = new AtomicBoolean();
    Runnable share =
        () -> {
          int from = next.getAndAdd(height);
          while (from < rows && !stopped.get()) {
            work.run(from, Math.min(rows, from + height));
            from = next.getAndAdd(height);
          }
        };
    List<Future<?>> shares = new ArrayList<>();
    for (int i = 0; i < Math.min(threads, (rows + height - 1) / height); i++) {
      shares.add(executor.submit(share));
    }
    await(shares, stopped);
  }

  private static void await(List<Future<?>> shares, AtomicBoolean stopped)
      throws InterruptedException {
    boolean interrupted = false;
    RuntimeException failure = null;
    for (int i = 0; i < shares.size(); i++) {
      try {
        shares.get(i).get();
      } catch (InterruptedException e) {
        interrupted = true;
        stopped.set(true);
        // once more: its band must not write into a picture that somebody has given up
        i--;
      } catch (ExecutionException | CancellationException e) {
        stopped.set(true);
        failure = new IllegalStateException("a band of rows failed", e);
      }
    }
    if (interrupted) {
      throw new InterruptedException();
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
