package io.throughline.app.http;

import io.throughline.realtime.boundary.StreamEndpoint;
import io.throughline.telemetry.api.Telemetry;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Does for the handshake of a WebSocket what JAX-RS filters do for other requests, which it does
 * not pass: names its span, identifies it, and refuses web pages of other origins, whose requests a
 * browser sends without asking (RFC 6455, section 10.2).
 */
public class HandshakeFilter implements Filter {

  private static final Problem NO_UPGRADE =
      new Problem(
          "upgrade-required",
          "Upgrade Required",
          426,
          "this address is for WebSockets: the request must ask for an upgrade",
          null);
  private static final Problem FOREIGN_ORIGIN =
      new Problem(
          "foreign-origin",
          "Forbidden",
          403,
          "pages of this origin may not connect; see THROUGHLINE_REALTIME_ORIGINS",
          "Origin");

  @Inject Telemetry telemetry;
  @Inject Identification identification;
  @Inject Origins origins;

  /** Registers the filter behind the server's own, so that the span of the request is there. */
  @WebListener
  public static class Registration implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
      FilterRegistration.Dynamic filter =
          event.getServletContext().addFilter("handshake", HandshakeFilter.class);
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(null, true, StreamEndpoint.PATH);
    }
  }

  @Override
  public void doFilter(ServletRequest any, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) any;
    HttpServletResponse response = (HttpServletResponse) answer;
    if (!request.getMethod().equals("GET")) {
      chain.doFilter(request, response);
      return;
    }
    RequestScope.routed(request, StreamEndpoint.PATH);
    telemetry.current().rename("GET " + StreamEndpoint.PATH).set("http.route", StreamEndpoint.PATH);
    identification.identify(request, response);
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      response.setHeader("Upgrade", "websocket");
      refuse(NO_UPGRADE, request, response);
    } else if (!origins.admit(request)) {
      refuse(FOREIGN_ORIGIN, request, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void refuse(
      Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    String body =
        problem
            .json(
                StreamEndpoint.PATH,
                Identification.of(request, Identification.REQUEST_ID),
                Identification.of(request, Identification.TRACE_ID))
            .toString();
    response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
  }
}
