package io.throughline.app.http;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.LogFields;
import io.throughline.telemetry.api.Telemetry;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Around every request: takes back what {@link Identification} puts onto its log lines, and
 * measures it to its end, which for a waiting call comes long after this filter.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class RequestScope implements Filter {

  /** Where {@link Identification} leaves the request's span. */
  private static final String SPAN = RequestScope.class.getName() + ".span";

  /** Where {@link RequestRoute} leaves the template of the resource. */
  private static final String ROUTE = RequestScope.class.getName() + ".route";

  @Inject RequestMetrics metrics;

  /** From here to its end the request has this id and this span. */
  static void begin(HttpServletRequest request, String id, ActiveSpan span) {
    request.setAttribute(SPAN, span);
    LogFields.current().withRequest(id).makeCurrent();
  }

  static void routed(HttpServletRequest request, String template) {
    request.setAttribute(ROUTE, template);
  }

  @Override
  public void doFilter(ServletRequest any, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) any;
    HttpServletResponse response = (HttpServletResponse) answer;
    long start = System.nanoTime();
    boolean returned = false;
    try (LogFields.Scope scope = LogFields.current().makeCurrent()) {
      chain.doFilter(request, response);
      returned = true;
    } finally {
      if (!isLeftToItsEnd(request, response, start)) {
        ended(request, returned ? response.getStatus() : 500, start, false);
      }
    }
  }

  /** True if the request goes on after this filter, which is then told of its end. */
  private boolean isLeftToItsEnd(
      HttpServletRequest request, HttpServletResponse response, long start) {
    try {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new End(request, response, start));
        return true;
      }
    } catch (IllegalStateException endedMeanwhile) {
      // measured like one that did not go on
    }
    return false;
  }

  private void ended(HttpServletRequest request, int status, long start, boolean waited) {
    ActiveSpan span = request.getAttribute(SPAN) instanceof ActiveSpan s ? s : NONE;
    String route = request.getAttribute(ROUTE) instanceof String r ? r : "";
    metrics.ended(request, status, System.nanoTime() - start, route, span, waited);
  }

  /** For requests that nothing of this application saw, such as unreadable ones. */
  private static final ActiveSpan NONE = Telemetry.off().current();

  private final class End implements AsyncListener {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final long start;

    End(HttpServletRequest request, HttpServletResponse response, long start) {
      this.request = request;
      this.response = response;
      this.start = start;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      ended(request, response.getStatus(), start, true);
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
