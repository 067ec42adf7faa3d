package io.throughline.search.boundary;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Refuses whoever is no admin. */
@Provider
@AdminOnly
@Priority(Priorities.AUTHORIZATION)
public class AdminFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext context) {
    if (!context.getSecurityContext().isUserInRole(AdminOnly.ROLE)) {
      throw new ForbiddenException("this is for admins; see THROUGHLINE_ADMIN_ACCESS");
    }
  }
}
