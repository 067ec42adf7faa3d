package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** Applies one task to many items on a few threads that end before the call returns. */
final class ParallelWork {

  private ParallelWork() {}

  @FunctionalInterface
  interface Task<T, R> {
    R apply(T item) throws InterruptedException;
  }

  /**
   * Results in the order of the items. Progress counts {@code size} of the items done.
   *
   * @throws InterruptedException when the caller was interrupted; all threads have ended then
   */
  static <T, R> List<R> map(
      List<T> items, int threads, ToLongFunction<T> size, Progress progress, Task<T, R> task)
      throws InterruptedException {
    if (items.isEmpty()) {
      return List.of();
    }
    // Longest first, so that no thread is left alone with a long item at the end.
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      order.add(i);
    }
    order.sort(
        (a, b) -> Long.compare(size.applyAsLong(items.get(b)), size.applyAsLong(items.get(a))));
    double total = items.stream().mapToLong(size).sum();
    List<R> results = new ArrayList<>(Collections.nCopies(items.size(), null));
    List<Thread> started = new CopyOnWriteArrayList<>();
    ExecutorService executor =
        Executors.newFixedThreadPool(
            Math.min(threads, items.size()), work -> thread(work, started));
    try {
      ExecutorCompletionService<Integer> done = new ExecutorCompletionService<>(executor);
      for (int index : order) {
        done.submit(
            () -> {
              R result = task.apply(items.get(index));
              synchronized (results) {
                results.set(index, result);
              }
              return index;
            });
      }
      long finished = 0;
      for (int i = 0; i < items.size(); i++) {
        Future<Integer> next = done.take();
        finished += size.applyAsLong(items.get(next.get()));
        progress.report(finished / Math.max(1, total));
      }
      synchronized (results) {
        return results;
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException("decoding failed", e.getCause());
    } finally {
      stop(executor, started);
    }
  }

  private static Thread thread(Runnable work, List<Thread> started) {
    Thread thread = new Thread(work, "sphinx-decoder");
    thread.setDaemon(true);
    started.add(thread);
    return thread;
  }

  private static void stop(ExecutorService executor, List<Thread> started) {
    executor.shutdownNow();
    boolean interrupted = false;
    while (true) {
      try {
        // Decoders look at the flag every few frames, so this ends within a fraction of a second.
        if (executor.awaitTermination(1, TimeUnit.MINUTES)) {
          // The executor counts a thread as gone a moment before it is.
          for (Thread thread : started) {
            thread.join();
          }
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
