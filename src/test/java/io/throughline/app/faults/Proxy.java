package io.throughline.app.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A network that passes everything on, or delays it and resets connections. Thread-safe. */
final class Proxy implements AutoCloseable {

  private static final int BUFFER = 16_384;

  /**
   * What it does to each piece of data.
   *
   * @param delay the longest; each piece waits for a part of it
   * @param resetsPerMille of a thousand pieces, how many reset their connection instead
   */
  record Trouble(Duration delay, int resetsPerMille) {
    static final Trouble NONE = new Trouble(Duration.ZERO, 0);
  }

  private final ServerSocket listener;
  private final int target;
  private final Random random = new Random(15);
  private final AtomicInteger resets = new AtomicInteger();
  private volatile Trouble trouble = Trouble.NONE;

  Proxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 200, InetAddress.getByName("localhost"));
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  void make(Trouble next) {
    trouble = next;
  }

  /** Connections that it has reset. */
  int resets() {
    return resets.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket caller = listener.accept();
        start(() -> join(caller));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void join(Socket caller) {
    try (caller;
        Socket callee = new Socket("localhost", target)) {
      caller.setTcpNoDelay(true);
      callee.setTcpNoDelay(true);
      Thread back = start(() -> pass(callee, caller));
      pass(caller, callee);
      back.join();
    } catch (IOException e) {
      // nothing listens, or one side is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] piece = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        Trouble now = trouble;
        LockSupport.parkNanos((long) (now.delay().toNanos() * random.nextDouble()));
        if (random.nextInt(1000) < now.resetsPerMille()) {
          resets.incrementAndGet();
          throw new IOException("a reset as ordered");
        }
        out.write(piece, 0, length);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      reset(from);
      reset(to);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // it is gone already
    }
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
