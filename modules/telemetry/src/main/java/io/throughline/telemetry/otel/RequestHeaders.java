package io.throughline.telemetry.otel;

import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/**
 * Lets a propagator read the headers of a request as W3C Trace Context wants it: a header that
 * comes several times is one list, but {@code traceparent} is no list, so that several are none.
 */
enum RequestHeaders implements TextMapGetter<HttpServletRequest> {
  INSTANCE;

  @Override
  public Iterable<String> keys(HttpServletRequest request) {
    return Collections.list(request.getHeaderNames());
  }

  @Override
  public String get(HttpServletRequest request, String key) {
    if (request == null || request.getHeader(key) == null) {
      return null;
    }
    List<String> values = Collections.list(request.getHeaders(key));
    if (values.size() > 1 && key.equals("traceparent")) {
      return null;
    }
    return String.join(",", values);
  }
}
