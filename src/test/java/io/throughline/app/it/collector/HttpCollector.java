package io.throughline.app.it.collector;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes OTLP/HTTP, or does to its callers what broken networks and backends do. */
public final class HttpCollector implements AutoCloseable {

  private static final int SLOW_SECONDS = 2;
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int BACKLOG = 50;
  private static final int FULL = 64;
  private static final int FULL_MILLIS = 200;

  /** What it does with a request. */
  public enum Mode {
    /** Takes the spans. */
    WORKING,
    /** Nothing listens on the port. */
    REFUSED,
    /** What is sent to the port vanishes: no connection comes about, and nothing says so. */
    UNREACHABLE,
    /** Takes the connection and the request and never answers. */
    BLACK_HOLE,
    /** Takes the spans, after a while. */
    SLOW,
    /** Answers 503. */
    UNAVAILABLE,
    /** Answers 429 with Retry-After. */
    TOO_MANY,
    /** Answers with bytes that are no HTTP. */
    GARBAGE
  }

  private final ReceivedSpans spans = new ReceivedSpans();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final int port;
  private volatile Mode mode = Mode.WORKING;
  private volatile String head = "";
  private ServerSocket listener;
  private Thread acceptor;
  private final List<Socket> waiting = new ArrayList<>();

  public HttpCollector() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    listen();
  }

  public String endpoint() {
    return "http://localhost:" + port;
  }

  public ReceivedSpans spans() {
    return spans;
  }

  /** Request line and headers of the last request. */
  public String head() {
    return head;
  }

  public synchronized void turn(Mode next) throws IOException {
    if (mode == Mode.UNREACHABLE) {
      stopListening();
      for (Socket socket : waiting) {
        socket.close();
      }
      waiting.clear();
    }
    mode = next;
    if (next == Mode.REFUSED || next == Mode.UNREACHABLE) {
      stopListening();
    } else if (listener.isClosed()) {
      listen();
    }
    if (next == Mode.UNREACHABLE) {
      acceptNobody();
    }
  }

  /** The port is free only when nobody waits in accept any more. */
  private void stopListening() throws IOException {
    listener.close();
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The kernel drops what would begin a connection while the queue of a listener is full. */
  private void acceptNobody() throws IOException {
    listener = bound(1);
    while (waiting.size() < FULL) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(listener.getLocalSocketAddress(), FULL_MILLIS);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
    throw new IOException("this system takes connections that nobody accepts");
  }

  private ServerSocket bound(int backlog) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress("localhost", port), backlog);
    return socket;
  }

  private void listen() throws IOException {
    ServerSocket opened = bound(BACKLOG);
    listener = opened;
    acceptor = start(() -> accept(opened));
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket caller = from.accept();
        start(() -> serve(caller));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "collector");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void serve(Socket caller) {
    try (caller) {
      InputStream in = new BufferedInputStream(caller.getInputStream());
      head = readHead(in);
      byte[] body = in.readNBytes(length(head));
      caller.getOutputStream().write(answer(body).getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // the caller gave up
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String answer(byte[] body) throws IOException, InterruptedException {
    switch (head.isEmpty() ? Mode.UNAVAILABLE : mode) {
      case WORKING -> {
        return take(body);
      }
      case SLOW -> {
        closing.await(SLOW_SECONDS, TimeUnit.SECONDS);
        return take(body);
      }
      case BLACK_HOLE -> {
        closing.await();
        return "";
      }
      case TOO_MANY -> {
        return "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\n" + END;
      }
      case GARBAGE -> {
        return "\u0000\u00ff<html>\r\n[ERROR] no such thing\r\n\r\n";
      }
      default -> {
        return "HTTP/1.1 503 Service Unavailable\r\n" + END;
      }
    }
  }

  private static final String END = "Connection: close\r\nContent-Length: 0\r\n\r\n";

  private String take(byte[] body) throws IOException {
    spans.add(ExportTraceServiceRequest.parseFrom(body));
    return "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\n" + END;
  }

  /** Empty for a caller that begins a TLS handshake, which then gets an answer that is none. */
  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    in.mark(1);
    if (in.read() == TLS_HANDSHAKE) {
      return "";
    }
    in.reset();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the caller left");
      }
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static int length(String head) {
    return head.toLowerCase(Locale.ROOT)
        .lines()
        .filter(line -> line.startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      turn(Mode.REFUSED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
