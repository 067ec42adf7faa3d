package io.throughline.telemetry.boundary;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps {@link LocalAccess} in front of everything that shows traces. */
@Provider
@TraceAccess
@Priority(Priorities.AUTHORIZATION)
@ApplicationScoped
public class TraceAccessFilter implements ContainerRequestFilter {

  @Inject
  @ConfigProperty(name = "throughline.traces.access", defaultValue = "loopback")
  String access;

  @Context HttpServletRequest request;

  private LocalAccess policy = new LocalAccess(false);

  void read(@Observes Startup event) {
    policy = LocalAccess.of("THROUGHLINE_TRACES_ACCESS", access);
  }

  @Override
  public void filter(ContainerRequestContext context) {
    if (!policy.admits(request.getRemoteAddr(), context::getHeaderString)) {
      throw new ForbiddenException(
          "traces are shown to this machine only; THROUGHLINE_TRACES_ACCESS=any opens them");
    }
  }
}
