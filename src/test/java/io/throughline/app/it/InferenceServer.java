package io.throughline.app.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that speaks the Open Inference Protocol. Its model takes bytes pixel by pixel and makes
 * pictures twice as large by repeating pixels.
 */
final class InferenceServer implements AutoCloseable {

  static final String MODEL = "double";

  private static final String HEADER_LENGTH = "Inference-Header-Content-Length";
  private static final int CHANNELS = 3;

  /** The {@code traceparent} of each request that came. */
  final List<String> traces = new CopyOnWriteArrayList<>();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile int status = 200;

  InferenceServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://localhost:" + port();
  }

  /** From now on it answers inference with this status. */
  void answeringWith(int wanted) {
    status = wanted;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    traces.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      if (path.equals("/v2")) {
        send(
            exchange,
            200,
            "{\"extensions\":[\"binary_tensor_data\"]}".getBytes(StandardCharsets.UTF_8));
      } else if (path.equals("/v2/models/double")) {
        send(exchange, 200, metadata().getBytes(StandardCharsets.UTF_8));
      } else if (path.equals("/v2/models/double/ready")) {
        send(exchange, 200, new byte[0]);
      } else if (status == 200) {
        infer(exchange, body);
      } else {
        send(exchange, status, new byte[0]);
      }
    }
  }

  private static String metadata() {
    String tensor = "\"datatype\":\"UINT8\",\"shape\":[-1,-1,-1,3]}]";
    return "{\"inputs\":[{\"name\":\"in\","
        + tensor
        + ",\"outputs\":[{\"name\":\"out\","
        + tensor
        + "}";
  }

  private static void infer(HttpExchange exchange, byte[] body) throws IOException {
    int head = Integer.parseInt(exchange.getRequestHeaders().getFirst(HEADER_LENGTH));
    String json = new String(body, 0, head, StandardCharsets.UTF_8);
    JsonArray shape =
        Json.createReader(new StringReader(json))
            .readObject()
            .getJsonArray("inputs")
            .getJsonObject(0)
            .getJsonArray("shape");
    byte[] made =
        doubled(Arrays.copyOfRange(body, head, body.length), shape.getInt(2), shape.getInt(1));
    byte[] about =
        ("{\"outputs\":[{\"name\":\"out\",\"datatype\":\"UINT8\",\"shape\":[1,"
                + 2 * shape.getInt(1)
                + ","
                + 2 * shape.getInt(2)
                + ",3],\"parameters\":{\"binary_data_size\":"
                + made.length
                + "}}]}")
            .getBytes(StandardCharsets.UTF_8);
    byte[] answer = Arrays.copyOf(about, about.length + made.length);
    System.arraycopy(made, 0, answer, about.length, made.length);
    exchange.getResponseHeaders().add(HEADER_LENGTH, Integer.toString(about.length));
    send(exchange, 200, answer);
  }

  private static byte[] doubled(byte[] pixels, int width, int height) {
    byte[] made = new byte[4 * pixels.length];
    for (int i = 0; i < 4 * width * height; i++) {
      int source = i / (2 * width) / 2 * width + i % (2 * width) / 2;
      System.arraycopy(pixels, CHANNELS * source, made, CHANNELS * i, CHANNELS);
    }
    return made;
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
