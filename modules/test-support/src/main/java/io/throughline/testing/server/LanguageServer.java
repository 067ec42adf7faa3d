package io.throughline.testing.server;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * A server that speaks OpenAI's protocol: it completes every chat with {@link #ANSWER} and embeds
 * texts by their words, or does as it is told. Thread-safe.
 */
public final class LanguageServer implements AutoCloseable {

  public static final String MODEL = "tiny-llm";
  public static final String EMBEDDING_MODEL = "tiny-embeddings";

  /** Numbers in each of its vectors. */
  public static final int DIMENSIONS = 64;

  public static final String ANSWER = "It opened in 1932 [1].";

  /** What it streams. */
  public static final List<String> EVENTS = List.of("{\"delta\":1}", "{\"delta\":2}", "[DONE]");

  private static final JsonProvider JSON = JsonProvider.provider();

  private final CountDownLatch left = new CountDownLatch(1);
  private final ScriptedServer server;

  /** Starts one on a free port. */
  public LanguageServer() throws IOException {
    server = new ScriptedServer(request -> true, LanguageServer::answer);
  }

  /** Up to and with the protocol's version. */
  public String url() {
    return server.url() + "/v1";
  }

  public int port() {
    return server.port();
  }

  /** Those that came, in their order. */
  public List<Request> requests() {
    return server.requests();
  }

  /** Replies in this order; the last one to everything after it. Without any, well. */
  public LanguageServer replying(Reply... script) {
    server.replying(script);
    return this;
  }

  /** Refuses everything with this status, and quotes what it does not like. */
  public void refusing(int status) {
    server.replying(
        (request, exchange) ->
            Reply.status(
                    status, JSON.createObjectBuilder().add("error", request.body()).build() + "")
                .to(request, exchange));
  }

  /** Streams events for ever. */
  public void streamingForEver() {
    server.replying(
        (request, exchange) -> {
          try {
            Reply.events(EVENTS.get(0)).to(request, exchange);
            while (true) {
              exchange.getResponseBody().write("data: {}\n\n".getBytes(StandardCharsets.UTF_8));
              exchange.getResponseBody().flush();
            }
          } catch (IOException e) {
            left.countDown();
          }
        });
  }

  /** Becomes zero when a client has left a stream that does not end. */
  public CountDownLatch left() {
    return left;
  }

  /** The head of an answer and the beginning of its body, then nothing. */
  public Reply stalling(String beginning) {
    return server.stalling(beginning);
  }

  /** Nothing at all. */
  public Reply silent() {
    return server.silent();
  }

  /** A chat that is completed with 11 tokens of a prompt and 3 of an answer. */
  public static Reply completion(String text) {
    return completion(text, 11, 3);
  }

  private static Reply completion(String text, int promptTokens, int completionTokens) {
    return Reply.json(
        "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":"
            + "\"assistant\",\"content\":\""
            + text
            + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":"
            + promptTokens
            + ",\"completion_tokens\":"
            + completionTokens
            + "}}");
  }

  private static void answer(Request request, HttpExchange exchange) throws IOException {
    reply(request).to(request, exchange);
  }

  private static Reply reply(Request request) {
    if (request.path().endsWith("/embeddings")) {
      return Reply.json(embeddings(request.body()));
    }
    return request.body().contains("\"stream\":true")
        ? Reply.events(EVENTS.toArray(String[]::new))
        : completion(ANSWER, 52, 9);
  }

  /** Vectors that are near each other when texts share words. */
  private static String embeddings(String body) {
    JsonArrayBuilder data = JSON.createArrayBuilder();
    JsonArray texts;
    try (JsonReader reader = JSON.createReader(new StringReader(body))) {
      texts = reader.readObject().getJsonArray("input");
    }
    for (int i = 0; i < texts.size(); i++) {
      double[] vector = new double[DIMENSIONS];
      for (String word : texts.getString(i).toLowerCase(Locale.ROOT).split("\\W+")) {
        vector[Math.floorMod(word.hashCode(), DIMENSIONS)]++;
      }
      JsonArrayBuilder numbers = JSON.createArrayBuilder();
      Arrays.stream(vector).forEach(numbers::add);
      data.add(JSON.createObjectBuilder().add("index", i).add("embedding", numbers));
    }
    return JSON.createObjectBuilder()
        .add("data", data)
        .add("usage", JSON.createObjectBuilder().add("prompt_tokens", texts.size()))
        .build()
        .toString();
  }

  @Override
  public void close() {
    server.close();
  }
}
