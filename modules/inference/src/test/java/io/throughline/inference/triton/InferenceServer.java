package io.throughline.inference.triton;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A real HTTP server that speaks the Open Inference Protocol: its model makes pictures twice as
 * large by repeating pixels, or answers badly as it is told.
 */
final class InferenceServer implements AutoCloseable {

  static final String MODEL = "double";

  /** What it does with an inference request. */
  interface Reply {
    void to(HttpExchange exchange, byte[] body) throws IOException;
  }

  /** A request as it came; the JSON of inference requests without their tensors. */
  record Request(String path, Map<String, List<String>> headers, String json) {}

  private static final String HEADER_LENGTH = "Inference-Header-Content-Length";
  private static final JsonProvider JSON = JsonProvider.provider();

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile String extensions = "\"binary_tensor_data\"";
  private volatile String shape = "[-1,3,-1,-1]";
  private volatile int readiness = 200;

  InferenceServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Replies to inference in this order; the last one to everything after it. */
  InferenceServer replying(Reply... script) {
    replies.addAll(List.of(script));
    return this;
  }

  InferenceServer withoutBinaryTensors() {
    extensions = "\"classification\"";
    return this;
  }

  InferenceServer withInputShape(String json) {
    shape = json;
    return this;
  }

  InferenceServer notReady() {
    readiness = 503;
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    requests.add(new Request(path, Map.copyOf(exchange.getRequestHeaders()), head(exchange, body)));
    try (exchange) {
      if (path.endsWith("/infer")) {
        Reply reply = replies.size() > 1 ? replies.poll() : replies.peek();
        (reply == null ? doubling() : reply).to(exchange, body);
      } else if (path.endsWith("/ready")) {
        exchange.sendResponseHeaders(readiness, -1);
      } else {
        json(path.equals("/v2") ? about() : metadata()).to(exchange, body);
      }
    }
  }

  private static String head(HttpExchange exchange, byte[] body) {
    String length = exchange.getRequestHeaders().getFirst(HEADER_LENGTH);
    int head = length == null ? 0 : Integer.parseInt(length);
    return new String(body, 0, head, StandardCharsets.UTF_8);
  }

  private String about() {
    return "{\"name\":\"t\",\"version\":\"2\",\"extensions\":[" + extensions + "]}";
  }

  private String metadata() {
    return "{\"name\":\"double\",\"inputs\":[{\"name\":\"in\",\"datatype\":\"FP32\",\"shape\":"
        + shape
        + "}],\"outputs\":[{\"name\":\"out\",\"datatype\":\"FP32\",\"shape\":[-1,3,-1,-1]}]}";
  }

  /** What a good server does. */
  static Reply doubling() {
    return (exchange, body) -> {
      String json = head(exchange, body);
      JsonObject input =
          JSON.createReader(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
              .readObject()
              .getJsonArray("inputs")
              .getJsonObject(0);
      int height = input.getJsonArray("shape").getInt(2);
      int width = input.getJsonArray("shape").getInt(3);
      int head = json.getBytes(StandardCharsets.UTF_8).length;
      ByteBuffer in = ByteBuffer.wrap(body, head, body.length - head).slice();
      in.order(ByteOrder.LITTLE_ENDIAN);
      ByteBuffer out = ByteBuffer.allocate(in.capacity() * 4).order(ByteOrder.LITTLE_ENDIAN);
      for (int row = 0; row < 3 * height * 2; row++) {
        for (int x = 0; x < 2 * width; x++) {
          out.putFloat(in.getFloat(Float.BYTES * (row / 2 * width + x / 2)));
        }
      }
      tensor("[1,3," + 2 * height + "," + 2 * width + "]", out.array()).to(exchange, body);
    };
  }

  /** A tensor of that shape with those bytes, whether they fit or not. */
  static Reply tensor(String shape, byte[] bytes) {
    return (exchange, body) -> {
      byte[] head =
          ("{\"model_name\":\"double\",\"outputs\":[{\"name\":\"out\",\"datatype\":\"FP32\",\"shape\":"
                  + shape
                  + ",\"parameters\":{\"binary_data_size\":"
                  + bytes.length
                  + "}}]}")
              .getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(head);
      all.writeBytes(bytes);
      exchange.getResponseHeaders().add(HEADER_LENGTH, Integer.toString(head.length));
      send(exchange, 200, all.toByteArray());
    };
  }

  static Reply json(String json) {
    return (exchange, body) -> send(exchange, 200, json.getBytes(StandardCharsets.UTF_8));
  }

  /** JSON that claims to be as long as it says. */
  static Reply headLength(String length, String json) {
    return (exchange, body) -> {
      exchange.getResponseHeaders().add(HEADER_LENGTH, length);
      send(exchange, 200, json.getBytes(StandardCharsets.UTF_8));
    };
  }

  static Reply status(int status) {
    return (exchange, body) -> exchange.sendResponseHeaders(status, -1);
  }

  /** An answer that never ends. */
  static Reply endless() {
    return (exchange, body) -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] zeros = new byte[1 << 16];
      while (true) {
        exchange.getResponseBody().write(zeros);
      }
    };
  }

  /** Nothing at all. */
  Reply silent() {
    return (exchange, body) -> {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
