package io.throughline.inference.engine.gpu;

import io.throughline.inference.api.DeviceInfo;
import io.throughline.inference.api.DeviceReport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A graphics card to give work to. Each piece of work gets a stream and the thread that owns it,
 * made when there is none idle: whoever gives it work decides how much of it at once. Thread-safe.
 */
public final class Gpu implements AutoCloseable {

  /**
   * Work on a device.
   *
   * @param <T> what comes out
   */
  @FunctionalInterface
  interface Work<T> {
    T on(GpuSession session) throws InterruptedException;
  }

  private final DeviceDriver driver;
  private final Leaks leaks;
  private final Deque<GpuThread> idle = new ArrayDeque<>();
  private int threads;
  private boolean closed;

  Gpu(DeviceDriver driver, Leaks leaks) {
    this.driver = driver;
    this.leaks = leaks;
  }

  /** What the card is. */
  public DeviceInfo info() {
    return driver.info();
  }

  /**
   * Does the work and waits for it. An interrupt stops it before its next step.
   *
   * @param observer told what the device did, also if the work failed
   * @throws DeviceException if the device failed
   * @throws InterruptedException after the work has stopped
   */
  <T> T run(Work<T> work, Consumer<DeviceReport> observer) throws InterruptedException {
    GpuThread thread = take();
    AtomicBoolean cancelled = new AtomicBoolean();
    Future<T> result = thread.submit(work, cancelled::get, observer);
    try {
      return awaited(result, cancelled);
    } finally {
      put(thread);
    }
  }

  private static <T> T awaited(Future<T> result, AtomicBoolean cancelled)
      throws InterruptedException {
    boolean interrupted = false;
    while (true) {
      try {
        T value = result.get();
        if (interrupted) {
          throw new InterruptedException();
        }
        return value;
      } catch (InterruptedException e) {
        if (result.isDone() && interrupted) {
          throw e;
        }
        // once more: the stream is not free before its work has ended
        interrupted = true;
        cancelled.set(true);
      } catch (ExecutionException e) {
        throw failure(e.getCause(), interrupted);
      }
    }
  }

  private static RuntimeException failure(Throwable cause, boolean interrupted)
      throws InterruptedException {
    if (interrupted && cause instanceof CancellationException
        || cause instanceof InterruptedException) {
      throw new InterruptedException();
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }

  private synchronized GpuThread take() {
    if (closed) {
      throw new DeviceException("the graphics card was given back");
    }
    GpuThread thread = idle.poll();
    return thread == null ? new GpuThread(driver, leaks, threads++) : thread;
  }

  private synchronized void put(GpuThread thread) {
    if (closed) {
      thread.close();
    } else {
      idle.push(thread);
    }
  }

  /** Ends idle threads and gives the card back; to be called when no work is under way. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      idle.forEach(GpuThread::close);
      driver.close();
    }
  }
}
