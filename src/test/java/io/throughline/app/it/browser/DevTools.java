package io.throughline.app.it.browser;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Commands to, and events of, one page of a browser. */
final class DevTools implements WebSocket.Listener, AutoCloseable {

  private static final long LIMIT_SECONDS = 30;

  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final StringBuilder message = new StringBuilder();
  private final Consumer<JsonObject> events;
  private WebSocket socket;

  private DevTools(Consumer<JsonObject> events) {
    this.events = events;
  }

  static DevTools connect(HttpClient http, URI page, Consumer<JsonObject> events) {
    DevTools tools = new DevTools(events);
    tools.socket = http.newWebSocketBuilder().buildAsync(page, tools).join();
    return tools;
  }

  /**
   * @return the command's result
   * @throws AssertionError if the browser refuses it or does not answer
   */
  JsonObject call(String method, JsonObject parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    JsonObject command =
        Json.createObjectBuilder()
            .add("id", id)
            .add("method", method)
            .add("params", parameters)
            .build();
    socket.sendText(command.toString(), true).join();
    try {
      JsonObject json = answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (json.containsKey("error")) {
        throw new AssertionError(method + " was refused: " + json.get("error"));
      }
      return json.getJsonObject("result");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the browser does not answer to " + method, e);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      String whole = message.toString();
      message.setLength(0);
      try (JsonReader reader = Json.createReader(new StringReader(whole))) {
        dispatch(reader.readObject());
      }
    }
    from.request(1);
    return null;
  }

  private void dispatch(JsonObject json) {
    if (json.containsKey("id")) {
      CompletableFuture<JsonObject> answer = waiting.remove(json.getInt("id"));
      if (answer != null) {
        answer.complete(json);
      }
    } else {
      events.accept(json);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
