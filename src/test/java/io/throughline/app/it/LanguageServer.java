package io.throughline.app.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A language model's server that speaks OpenAI's protocol and answers as it is told. */
final class LanguageServer implements AutoCloseable {

  static final String MODEL = "tiny-llm";
  static final String EMBEDDING_MODEL = "tiny-embeddings";
  static final int DIMENSIONS = 64;
  static final String ANSWER = "It opened in 1932 [1].";
  static final List<String> EVENTS = List.of("{\"delta\":1}", "{\"delta\":2}", "[DONE]");

  private static final String COMPLETION =
      "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":"
          + "\"assistant\",\"content\":\""
          + ANSWER
          + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":52,"
          + "\"completion_tokens\":9}}";

  /** Bodies of the requests that came. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** Becomes zero when a client has left a stream that does not end. */
  final CountDownLatch left = new CountDownLatch(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile int status = 200;
  private volatile boolean endless;

  LanguageServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://localhost:" + port() + "/v1";
  }

  /** From now on it answers with this status. */
  void answeringWith(int wanted) {
    status = wanted;
  }

  /** From now on its streams do not end. */
  void streamingForEver() {
    endless = true;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(body);
    try (exchange) {
      if (status != 200) {
        // As servers do that quote what they do not like.
        send(exchange, status, Json.createObjectBuilder().add("error", body).build().toString());
      } else if (exchange.getRequestURI().getPath().endsWith("/embeddings")) {
        send(exchange, 200, embeddings(body));
      } else if (body.contains("\"stream\":true")) {
        stream(exchange);
      } else {
        send(exchange, 200, COMPLETION);
      }
    }
  }

  /** Vectors that are near each other when texts share words. */
  private static String embeddings(String body) {
    JsonArrayBuilder data = Json.createArrayBuilder();
    JsonArray texts;
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      texts = reader.readObject().getJsonArray("input");
    }
    for (int i = 0; i < texts.size(); i++) {
      double[] vector = new double[DIMENSIONS];
      for (String word : texts.getString(i).toLowerCase(Locale.ROOT).split("\\W+")) {
        vector[Math.floorMod(word.hashCode(), DIMENSIONS)]++;
      }
      JsonArrayBuilder numbers = Json.createArrayBuilder();
      Arrays.stream(vector).forEach(numbers::add);
      data.add(Json.createObjectBuilder().add("index", i).add("embedding", numbers));
    }
    return Json.createObjectBuilder()
        .add("data", data)
        .add("usage", Json.createObjectBuilder().add("prompt_tokens", texts.size()))
        .build()
        .toString();
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try {
      do {
        for (String event : EVENTS) {
          exchange
              .getResponseBody()
              .write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
        }
      } while (endless);
    } catch (IOException e) {
      left.countDown();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
