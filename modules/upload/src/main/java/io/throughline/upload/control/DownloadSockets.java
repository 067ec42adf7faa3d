package io.throughline.upload.control;

import java.io.Closeable;
import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.io.DetachedSocketFactory;

/**
 * The sockets of one download. They are closed when its time is up, whatever it waits for: a
 * timeout of each read would let a server send one byte at a time for ever.
 */
final class DownloadSockets implements DetachedSocketFactory, Closeable {

  /** Makes unconnected sockets. */
  @FunctionalInterface
  interface Maker {
    Socket make() throws IOException;
  }

  /** Sockets that close when their thread is interrupted, which those of java.net do not. */
  static final Maker INTERRUPTIBLE = () -> SocketChannel.open().socket();

  private static final ScheduledThreadPoolExecutor ALARMS = alarms();

  private final Maker maker;
  private final List<Socket> open = new ArrayList<>();
  private final Future<?> alarm;
  private boolean closed;
  private boolean expired;

  DownloadSockets(Maker maker, Duration totalTime) {
    this.maker = maker;
    this.alarm = ALARMS.schedule(this::expire, totalTime.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public synchronized Socket create(Proxy none) throws IOException {
    if (closed) {
      throw new SocketException("The download is over");
    }
    Socket socket = maker.make();
    open.add(socket);
    return socket;
  }

  /** True once the download's time was up before it was done. */
  synchronized boolean isExpired() {
    return expired;
  }

  /** Closes what is open, before another server is asked. */
  synchronized void closeOpen() {
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        // nothing is lost with it: all that was wanted of it was read
        continue;
      }
    }
    open.clear();
  }

  @Override
  public synchronized void close() {
    closed = true;
    alarm.cancel(false);
    closeOpen();
  }

  private synchronized void expire() {
    expired = !closed;
    closed = true;
    closeOpen();
  }

  private static ScheduledThreadPoolExecutor alarms() {
    ScheduledThreadPoolExecutor alarms =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "url-download-alarm");
              thread.setDaemon(true);
              return thread;
            });
    alarms.setRemoveOnCancelPolicy(true);
    // no thread outlives the downloads, or it would hold the application's class loader
    alarms.setKeepAliveTime(5, TimeUnit.SECONDS);
    alarms.allowCoreThreadTimeOut(true);
    return alarms;
  }
}
