package io.throughline.app.http;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/**
 * Who sent a request, as far as that is known without authentication.
 *
 * @param address of the connection's other end
 * @param admin true for an admin, false for a member
 * @param secure whether the request came by TLS
 */
record Caller(String address, boolean admin, boolean secure) implements SecurityContext {

  private static final String ADMIN = "admin";
  private static final String MEMBER = "member";

  String role() {
    return admin ? ADMIN : MEMBER;
  }

  /** Every admin is a member, too. */
  @Override
  public boolean isUserInRole(String role) {
    return role.equals(MEMBER) || admin && role.equals(ADMIN);
  }

  /** Tells callers apart: by their address, as long as they have no names. */
  @Override
  public Principal getUserPrincipal() {
    return () -> address;
  }

  @Override
  public boolean isSecure() {
    return secure;
  }

  @Override
  public String getAuthenticationScheme() {
    return null;
  }
}
