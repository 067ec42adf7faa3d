package io.throughline.inference.llm;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests to one {@link OpenAiServer}, each with an HTTP client span. Follows no redirects:
 * the key is for this server. An interrupt of the calling thread ends the exchange. Thread-safe.
 */
final class OpenAiClient {

  private static final int MOST_BYTES = 16 << 20;

  /** Baggage may hold what is none of a foreign server's business. */
  private static final Set<String> SENT_CONTEXT = Set.of("traceparent", "tracestate");

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private final OpenAiServer server;
  private final HttpClient http;
  private final Telemetry telemetry;

  OpenAiClient(OpenAiServer server, HttpClient http, Telemetry telemetry) {
    this.server = server;
    this.http = http;
    this.telemetry = telemetry;
  }

  OpenAiServer server() {
    return server;
  }

  /**
   * Posts JSON and reads the JSON that comes back.
   *
   * @throws LanguageServerException if there is none within {@code limit}
   */
  JsonObject post(String path, JsonObject body, Duration limit) {
    byte[] answer = exchange(path, body, limit, info -> new CappedBytes(MOST_BYTES)).body();
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(answer))) {
      return reader.readObject();
    } catch (RuntimeException e) {
      // Not only JsonException: nesting that is too deep is a plain one.
      throw LanguageServerException.unreadable(e);
    }
  }

  /**
   * Posts JSON and gives what comes back as it comes. Closing it ends the exchange.
   *
   * @throws LanguageServerException if nothing begins to come within {@code limit}
   */
  InputStream stream(String path, JsonObject body, Duration limit) {
    return exchange(path, body, limit, BodyHandlers.ofInputStream()).body();
  }

  private <T> HttpResponse<T> exchange(
      String path, JsonObject body, Duration limit, BodyHandler<T> handler) {
    if (limit.isZero() || limit.isNegative()) {
      throw LanguageServerException.late();
    }
    SpanSpec spec =
        SpanSpec.client("POST")
            .with("http.request.method", "POST")
            .with("server.address", server.url().getHost())
            .with("server.port", server.port())
            .with("url.full", server.at(path).toString());
    HttpResponse<T> answer =
        telemetry.<HttpResponse<T>, RuntimeException>inSpan(
            spec, span -> marked(sent(request(path, body), limit, handler), span));
    if (!isSuccess(answer)) {
      throw LanguageServerException.status(answer.statusCode());
    }
    return answer;
  }

  private HttpRequest request(String path, JsonObject body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.at(path))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofString(body.toString()));
    server.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    context().forEach(request::header);
    return request.build();
  }

  private Map<String, String> context() {
    if (!server.traced()) {
      return Map.of();
    }
    Map<String, String> fields = new HashMap<>(telemetry.capture().fields());
    fields.keySet().retainAll(SENT_CONTEXT);
    return fields;
  }

  private <T> HttpResponse<T> sent(HttpRequest request, Duration limit, BodyHandler<T> handler) {
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, handler);
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw LanguageServerException.late();
    } catch (ExecutionException e) {
      throw LanguageServerException.unreachable(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } finally {
      // Ends an exchange that was given up; one that is over stays as it is.
      answer.cancel(true);
    }
  }

  /** A status that is a failure is the span's, as OpenTelemetry's HTTP conventions have it. */
  private <T> HttpResponse<T> marked(HttpResponse<T> answer, ActiveSpan span) {
    span.set("http.response.status_code", answer.statusCode());
    if (!isSuccess(answer)) {
      telemetry.recordFailure(LanguageServerException.status(answer.statusCode()));
      span.set("error.type", Integer.toString(answer.statusCode()));
      if (answer.body() instanceof InputStream unread) {
        close(unread);
      }
    }
    return answer;
  }

  private static boolean isSuccess(HttpResponse<?> answer) {
    return answer.statusCode() / 100 == 2;
  }

  private static void close(InputStream unread) {
    try {
      unread.close();
    } catch (IOException e) {
      // nobody reads it
    }
  }
}
