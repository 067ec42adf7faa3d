package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.Progress;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * Loaded Sphinx workers, one per core up to a limit, because a worker handles one utterance at a
 * time and holds its own models.
 *
 * @param <W> what does the work
 */
public final class SphinxModel<W extends SphinxWorker> implements AutoCloseable {

  /** A decoder holds about 160 MB; more cores than this gain little on one recording. */
  private static final int MAX_WORKERS = 4;

  private final BlockingQueue<W> idle;
  private final int size;

  private SphinxModel(List<W> workers) {
    this.size = workers.size();
    this.idle = new ArrayBlockingQueue<>(size, true, workers);
  }

  static <W extends SphinxWorker> SphinxModel<W> load(Supplier<W> load)
      throws InterruptedException {
    int count = Math.min(MAX_WORKERS, Runtime.getRuntime().availableProcessors());
    SphinxLogging.quieten();
    return new SphinxModel<>(
        ParallelWork.map(
            Collections.nCopies(count, load), count, one -> 1, Progress.none(), Supplier::get));
  }

  int size() {
    return size;
  }

  /** Lends a worker to {@code use}, waiting until one is free. */
  <R> R with(Use<W, R> use) throws InterruptedException {
    W worker = idle.take();
    try {
      return use.apply(worker);
    } finally {
      idle.add(worker);
    }
  }

  /** Frees the workers; waits for none, so those still lent are left to the garbage collector. */
  @Override
  public void close() {
    for (W worker = idle.poll(); worker != null; worker = idle.poll()) {
      worker.close();
    }
  }

  @FunctionalInterface
  interface Use<W, R> {
    R apply(W worker) throws InterruptedException;
  }
}
