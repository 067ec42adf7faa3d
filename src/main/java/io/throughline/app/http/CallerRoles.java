package io.throughline.app.http;

import io.throughline.telemetry.boundary.LocalAccess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says what callers may, until there is authentication: whoever is on this machine is an admin,
 * everybody else a member.
 */
@ApplicationScoped
public class CallerRoles {

  @Inject
  @ConfigProperty(name = "throughline.admin.access", defaultValue = "loopback")
  String access;

  private LocalAccess admins = new LocalAccess(false);

  /** A wrong value stops the start instead of every request. */
  void read(@Observes Startup event) {
    admins = LocalAccess.of("THROUGHLINE_ADMIN_ACCESS", access);
  }

  /** Who sent a request. */
  Caller of(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    return new Caller(address, admins.admits(address, request::getHeader), request.isSecure());
  }
}
