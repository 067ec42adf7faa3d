package io.throughline.inference.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs networks so that an interrupt of the caller ends the run, which ONNX Runtime itself does not
 * listen to. Thread-safe.
 */
final class StoppableRuns implements AutoCloseable {

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "onnx-run");
            thread.setDaemon(true);
            return thread;
          });

  /** The caller closes what comes back. */
  OrtSession.Result run(OrtSession session, Map<String, OnnxTensor> inputs)
      throws OrtException, InterruptedException {
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      Future<OrtSession.Result> run = threads.submit(() -> session.run(inputs, options));
      try {
        return run.get();
      } catch (ExecutionException e) {
        throw failure(e);
      } catch (InterruptedException e) {
        options.setTerminate(true);
        // the run must not read a tensor that its owner has closed
        discard(run);
        throw e;
      }
    }
  }

  private static OrtException failure(ExecutionException e) {
    if (e.getCause() instanceof OrtException known) {
      return known;
    }
    throw new IllegalStateException("a network did not run", e.getCause());
  }

  private static void discard(Future<OrtSession.Result> run) {
    while (true) {
      try {
        run.get().close();
        return;
      } catch (ExecutionException ended) {
        return;
      } catch (InterruptedException again) {
        // told already
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
