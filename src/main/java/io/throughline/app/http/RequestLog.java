package io.throughline.app.http;

import io.throughline.telemetry.api.LogFields;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import java.io.IOException;

/**
 * Ends with the request what {@link RequestIdentity} writes onto its log lines: a JAX-RS filter has
 * no end that always comes.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class RequestLog implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try (LogFields.Scope scope = LogFields.current().makeCurrent()) {
      chain.doFilter(request, response);
    }
  }

  /** From here to its end the request has this id. */
  static void belongsTo(String requestId) {
    LogFields.current().withRequest(requestId).makeCurrent();
  }
}
