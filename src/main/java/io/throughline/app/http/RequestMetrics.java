package io.throughline.app.http;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.ServiceLevels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is measured of requests. */
@ApplicationScoped
public class RequestMetrics {

  /** As OpenTelemetry's semantic conventions for HTTP metrics define it. */
  static final Metric DURATION =
      Metric.shortTime(
          "http.server.request.duration",
          "Duration of HTTP server requests.",
          "http.request.method",
          "http.route",
          "http.response.status_code",
          "error.type",
          "url.scheme");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final String AVAILABILITY = "http_availability";
  private static final String LATENCY = "http_latency";
  private static final double NANOS = 1e9;

  @Inject
  @ConfigProperty(name = "throughline.slo.http-latency", defaultValue = "PT0.5S")
  Duration quick;

  private Metrics.Histogram duration;
  private ServiceLevels levels;

  RequestMetrics() {
    // for the proxy
  }

  @Inject
  RequestMetrics(Metrics metrics) {
    duration = metrics.histogram(DURATION);
    levels = new ServiceLevels(metrics, AVAILABILITY, LATENCY);
  }

  /**
   * @param route template of the resource, or empty where there is none
   * @param waited true if the client asked to wait for something or to follow it
   */
  void ended(
      HttpServletRequest request,
      int status,
      long nanos,
      String route,
      ActiveSpan example,
      boolean waited) {
    boolean failed = status >= 500;
    duration.record(
        nanos / NANOS,
        example,
        METHODS.contains(request.getMethod()) ? request.getMethod() : "_OTHER",
        route,
        Integer.toString(status),
        failed ? Integer.toString(status) : "",
        SCHEMES.contains(request.getScheme()) ? request.getScheme() : "");
    levels.count(AVAILABILITY, !failed);
    if (!waited && request.getMethod().equals("GET")) {
      levels.count(LATENCY, !failed && nanos <= quick.toNanos());
    }
  }
}
