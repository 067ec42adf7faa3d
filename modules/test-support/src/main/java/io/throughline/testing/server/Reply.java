package io.throughline.testing.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a server does with a request, well or badly. Thread-safe. */
@FunctionalInterface
public interface Reply {

  /**
   * Answers, or does not; the exchange is closed afterwards.
   *
   * @throws IOException to break the connection
   */
  void to(Request request, HttpExchange exchange) throws IOException;

  /** A success. */
  static Reply json(String json) {
    return status(200, json);
  }

  /** A status without a body. */
  static Reply status(int status) {
    return status(status, "");
  }

  /** A status with JSON. */
  static Reply status(int status, String json) {
    return of(
        status, Map.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
  }

  /** A status, headers and a body. */
  static Reply of(int status, Map<String, String> headers, byte[] body) {
    return (request, exchange) -> {
      headers.forEach(exchange.getResponseHeaders()::add);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    };
  }

  /** Server-sent events, one after the other. */
  static Reply events(String... data) {
    return (request, exchange) -> {
      exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      for (String event : data) {
        out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    };
  }

  /** Half of what was announced. */
  static Reply cut() {
    return (request, exchange) -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write("{\"choices\":".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      throw new IOException("cut");
    };
  }

  /** An answer that never ends. */
  static Reply endless() {
    return (request, exchange) -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      while (true) {
        exchange.getResponseBody().write(blanks);
      }
    };
  }
}
