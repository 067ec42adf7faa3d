package io.throughline.inference.remote;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
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
 * Sends requests to one server, each with an HTTP client span. Follows no redirects. An interrupt
 * of the calling thread ends the exchange. Thread-safe.
 */
public final class HttpExchanges {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** Baggage may hold what is none of a foreign server's business. */
  private static final Set<String> SENT_CONTEXT = Set.of("traceparent", "tracestate");

  private final HttpClient http;
  private final ServerFailures failures;
  private final boolean traced;
  private final Telemetry telemetry;

  /**
   * @param traced whether the server is told the trace that a call belongs to
   */
  public HttpExchanges(
      HttpClient http, ServerFailures failures, boolean traced, Telemetry telemetry) {
    this.http = http;
    this.failures = failures;
    this.traced = traced;
    this.telemetry = telemetry;
  }

  /** The client that all exchanges may share. */
  public static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_LIMIT)
        .build();
  }

  /**
   * Sends a request and gives its answer, which is a success.
   *
   * @param request complete but for the trace context
   * @throws RemoteServerException if there is none within {@code limit}
   */
  public <T> HttpResponse<T> exchange(
      HttpRequest.Builder request, Duration limit, BodyHandler<T> handler) {
    if (limit.isZero() || limit.isNegative()) {
      throw failures.late();
    }
    HttpRequest plain = request.build();
    URI url = plain.uri();
    SpanSpec spec =
        SpanSpec.client(plain.method())
            .with("http.request.method", plain.method())
            .with("server.address", url.getHost())
            .with("server.port", ServerUrl.port(url))
            .with("url.full", url.toString());
    HttpResponse<T> answer =
        telemetry.<HttpResponse<T>, RuntimeException>inSpan(
            spec,
            span -> {
              context().forEach(request::setHeader);
              return marked(sent(request.build(), limit, handler), span);
            });
    if (!isSuccess(answer)) {
      throw failures.status(answer.statusCode());
    }
    return answer;
  }

  private Map<String, String> context() {
    if (!traced) {
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
      throw failures.late();
    } catch (ExecutionException e) {
      throw failures.unreachable(e.getCause());
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
      telemetry.recordFailure(failures.status(answer.statusCode()));
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
