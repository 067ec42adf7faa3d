package io.throughline.app.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes OTLP over HTTP and keeps the bytes. */
final class Collector implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, List<byte[]>> received = new ConcurrentHashMap<>();

  Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::keep);
    server.start();
  }

  private void keep(HttpExchange exchange) throws IOException {
    received
        .computeIfAbsent(exchange.getRequestURI().getPath(), path -> new CopyOnWriteArrayList<>())
        .add(exchange.getRequestBody().readAllBytes());
    exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  String endpoint() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** True if a message for this path has a message part with both of these, anywhere. */
  boolean has(String path, String text, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    String raw = new String(bytes, StandardCharsets.ISO_8859_1);
    return received.getOrDefault(path, List.of()).stream()
        .map(message -> new String(message, StandardCharsets.ISO_8859_1))
        .anyMatch(message -> message.contains(text) && message.contains(raw));
  }

  /** True if any message for this path has the text in it, anywhere. */
  boolean has(String path, String text) {
    return received.getOrDefault(path, List.of()).stream()
        .map(message -> new String(message, StandardCharsets.ISO_8859_1))
        .anyMatch(message -> message.contains(text));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
