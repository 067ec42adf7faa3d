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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets only this machine see traces until there is authentication, unless {@code
 * THROUGHLINE_TRACES_ACCESS=any} opens them. What a proxy passes on is not from this machine,
 * whatever address it comes from, and headers that claim an address are never believed.
 */
@Provider
@TraceAccess
@Priority(Priorities.AUTHORIZATION)
@ApplicationScoped
public class TraceAccessFilter implements ContainerRequestFilter {

  private static final Set<String> VALUES = Set.of("loopback", "any");
  private static final List<String> PASSED_ON =
      List.of("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via");

  @Inject
  @ConfigProperty(name = "throughline.traces.access", defaultValue = "loopback")
  String access;

  @Context HttpServletRequest request;

  void check(@Observes Startup event) {
    if (!VALUES.contains(access.toLowerCase(Locale.ROOT))) {
      throw new IllegalStateException("THROUGHLINE_TRACES_ACCESS must be loopback or any");
    }
  }

  @Override
  public void filter(ContainerRequestContext context) {
    if (!access.equalsIgnoreCase("any") && !isLocal(context)) {
      throw new ForbiddenException(
          "traces are shown to this machine only; THROUGHLINE_TRACES_ACCESS=any opens them");
    }
  }

  private boolean isLocal(ContainerRequestContext context) {
    return Loopback.isAddress(request.getRemoteAddr())
        && Loopback.isHost(context.getHeaderString("Host"))
        && PASSED_ON.stream().allMatch(header -> context.getHeaderString(header) == null);
  }
}
