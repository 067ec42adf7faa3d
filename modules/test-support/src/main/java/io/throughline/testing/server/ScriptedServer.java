package io.throughline.testing.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** A real HTTP server that answers well unless it is told otherwise. Thread-safe. */
final class ScriptedServer implements AutoCloseable {

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Predicate<Request> scripted;
  private final Reply well;
  private final HttpServer server;

  /**
   * Starts it on a free port of the loopback address.
   *
   * @param scripted which requests the script is for
   * @param well the reply to all others, and where there is no script
   */
  ScriptedServer(Predicate<Request> scripted, Reply well) throws IOException {
    this.scripted = scripted;
    this.well = well;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Request request = Request.of(exchange);
    requests.add(request);
    Reply reply = scripted.test(request) ? next() : well;
    try (exchange) {
      reply.to(request, exchange);
    }
  }

  private Reply next() {
    Reply reply = replies.size() > 1 ? replies.poll() : replies.peek();
    return reply == null ? well : reply;
  }

  /** Replies in this order; the last one to everything after it. Without any, well. */
  void replying(Reply... script) {
    replies.clear();
    replies.addAll(List.of(script));
  }

  /** Those that came. */
  List<Request> requests() {
    return requests;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://localhost:" + port();
  }

  /** The head of an answer and the beginning of its body, then nothing. */
  Reply stalling(String beginning) {
    return (request, exchange) -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(beginning.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      awaitClose();
    };
  }

  /** Nothing at all. */
  Reply silent() {
    return (request, exchange) -> awaitClose();
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
