package io.throughline.testing.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request as it came to a server. Nobody writes its content. */
public record Request(String path, Map<String, List<String>> headers, byte[] content) {

  static Request of(HttpExchange exchange) throws IOException {
    return new Request(
        exchange.getRequestURI().getPath(),
        Map.copyOf(exchange.getRequestHeaders()),
        exchange.getRequestBody().readAllBytes());
  }

  /** The content as text in UTF-8. */
  public String body() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> header.getValue().get(0))
        .findFirst();
  }
}
