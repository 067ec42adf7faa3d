package io.throughline.telemetry.boundary;

import io.throughline.telemetry.metrics.Exposition;
import io.throughline.telemetry.metrics.PublishedMetrics;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** This server's metrics for Prometheus. */
@Path("metrics")
public class MetricsResource {

  private static final String SETTING = "throughline.metrics.access";
  private static final String VARIABLE = "THROUGHLINE_METRICS_ACCESS";
  private static final String LOOPBACK = "loopback";

  @Inject PublishedMetrics metrics;

  @Inject
  @ConfigProperty(name = SETTING, defaultValue = LOOPBACK)
  String access;

  /** A wrong value stops the start instead of every scrape. */
  static void check(
      @Observes Startup event,
      @ConfigProperty(name = SETTING, defaultValue = LOOPBACK) String access) {
    LocalAccess.of(VARIABLE, access);
  }

  /**
   * All metrics, in Prometheus' text or, by the Accept header, in OpenMetrics with exemplars; 403
   * from another machine unless {@code THROUGHLINE_METRICS_ACCESS} is {@code any}.
   */
  @GET
  public Response metrics(@Context HttpHeaders headers, @Context HttpServletRequest request) {
    LocalAccess allowed = LocalAccess.of(VARIABLE, access);
    if (!allowed.admits(request.getRemoteAddr(), headers::getHeaderString)) {
      throw new ForbiddenException("metrics are for this machine; see " + VARIABLE);
    }
    if (!metrics.areOn()) {
      throw new NotFoundException("there are no metrics: OTEL_SDK_DISABLED is true");
    }
    Exposition format = Exposition.accepted(headers.getHeaderString(HttpHeaders.ACCEPT));
    StreamingOutput body = out -> metrics.write(format, out);
    return Response.ok(body)
        .header(HttpHeaders.CONTENT_TYPE, format.contentType())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }
}
