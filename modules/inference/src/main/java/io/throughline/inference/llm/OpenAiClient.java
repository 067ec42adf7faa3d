package io.throughline.inference.llm;

import io.throughline.inference.remote.CappedBytes;
import io.throughline.inference.remote.HttpExchanges;
import io.throughline.inference.remote.RemoteServerException;
import io.throughline.telemetry.api.Telemetry;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Sends requests to one {@link OpenAiServer}, each with an HTTP client span. Follows no redirects:
 * the key is for this server. An interrupt of the calling thread ends the exchange. Thread-safe.
 */
final class OpenAiClient {

  private static final int MOST_BYTES = 16 << 20;

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private final OpenAiServer server;
  private final HttpExchanges exchanges;

  OpenAiClient(OpenAiServer server, HttpClient http, Telemetry telemetry) {
    this.server = server;
    this.exchanges = new HttpExchanges(http, OpenAiServer.FAILURES, server.traced(), telemetry);
  }

  OpenAiServer server() {
    return server;
  }

  /**
   * Posts JSON and reads the JSON that comes back.
   *
   * @throws RemoteServerException if there is none within {@code limit}
   */
  JsonObject post(String path, JsonObject body, Duration limit) {
    byte[] answer = exchange(path, body, limit, info -> new CappedBytes(MOST_BYTES)).body();
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(answer))) {
      return reader.readObject();
    } catch (RuntimeException e) {
      // Not only JsonException: nesting that is too deep is a plain one.
      throw OpenAiServer.FAILURES.unreadable(e);
    }
  }

  /**
   * Posts JSON and gives what comes back as it comes. Closing it ends the exchange.
   *
   * @throws RemoteServerException if nothing begins to come within {@code limit}
   */
  InputStream stream(String path, JsonObject body, Duration limit) {
    return exchange(path, body, limit, BodyHandlers.ofInputStream()).body();
  }

  private <T> HttpResponse<T> exchange(
      String path, JsonObject body, Duration limit, BodyHandler<T> handler) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.at(path))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofString(body.toString()));
    server.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return exchanges.exchange(request, limit, handler);
  }
}
