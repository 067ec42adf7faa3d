package io.throughline.telemetry.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where an exporter sends spans: an http or https URL. */
record Endpoint(URI uri) {

  private static final int HTTP_PORT = 4318;
  private static final String TRACES = "/v1/traces";

  static Optional<Endpoint> parse(String text) {
    try {
      URI uri = new URI(text);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(new Endpoint(uri)) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** True if the URL names the very resource that takes spans over HTTP. */
  boolean isForTraces() {
    return uri.getPath() != null && uri.getPath().endsWith(TRACES);
  }

  /** What the port and path say of the protocol: 4318 and {@code /v1/traces} are OTLP/HTTP's. */
  String likelyProtocol() {
    return uri.getPort() == HTTP_PORT || isForTraces() ? Otlp.HTTP : Otlp.GRPC;
  }

  /** Without user, password and query, which may be secrets. */
  String shown() {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getPath() == null ? "" : uri.getPath();
    return uri.getScheme() + "://" + uri.getHost() + port + path;
  }
}
