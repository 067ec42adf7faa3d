package io.throughline.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/** Notes which resource a request is for, as a template without values. */
@Provider
public class RequestRoute implements ContainerRequestFilter {

  /** The expression in {@code {traceId: [0-9a-f]{32}}}, which may hold braces itself. */
  private static final Pattern EXPRESSION =
      Pattern.compile("\\{\\s*([\\w.-]+)\\s*:(?:[^{}]|\\{[^{}]*})*}");

  @Context HttpServletRequest request;
  @Context UriInfo uri;

  @Override
  public void filter(ContainerRequestContext context) {
    RequestScope.routed(request, plain(uri.getMatchedResourceTemplate()));
  }

  static String plain(String template) {
    String slashed = ("/" + template).replaceAll("/{2,}", "/");
    return EXPRESSION.matcher(slashed).replaceAll("{$1}");
  }
}
