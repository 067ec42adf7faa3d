package io.throughline.inference.engine.gpu;

import io.throughline.inference.api.DeviceReport;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A thread and the stream that only it uses. */
final class GpuThread implements AutoCloseable {

  private final DeviceDriver driver;
  private final Leaks leaks;
  private final int number;
  private final ExecutorService thread;

  /** Opened by the thread itself, at its first work. */
  private DeviceStream stream;

  GpuThread(DeviceDriver driver, Leaks leaks, int number) {
    this.driver = driver;
    this.leaks = leaks;
    this.number = number;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, "gpu-stream-" + number);
              made.setDaemon(true);
              return made;
            });
  }

  <T> Future<T> submit(
      Gpu.Work<T> work, BooleanSupplier cancelled, Consumer<DeviceReport> observer) {
    return thread.submit(() -> run(work, cancelled, observer));
  }

  private <T> T run(Gpu.Work<T> work, BooleanSupplier cancelled, Consumer<DeviceReport> observer)
      throws InterruptedException {
    if (stream == null) {
      stream = driver.open();
    }
    GpuSession session = new GpuSession(stream, cancelled);
    T result;
    try {
      result = work.on(session);
    } catch (RuntimeException | InterruptedException | Error e) {
      try {
        observer.accept(session.end(driver.info().name(), number, false, leaks));
      } catch (DeviceException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    observer.accept(session.end(driver.info().name(), number, true, leaks));
    return result;
  }

  @Override
  public void close() {
    try {
      thread
          .submit(
              () -> {
                if (stream != null) {
                  stream.close();
                }
              })
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // the device failed before; there is nothing left to give back
    }
    thread.shutdown();
  }
}
