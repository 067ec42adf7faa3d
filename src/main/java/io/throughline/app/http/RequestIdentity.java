package io.throughline.app.http;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Telemetry;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives every request an id and every answer {@code X-Request-Id} and {@code X-Trace-Id}. The
 * headers are set before anything else happens, so that answers of any origin carry them.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION - 100)
public class RequestIdentity implements ContainerRequestFilter {

  static final String REQUEST_ID = "X-Request-Id";
  static final String TRACE_ID = "X-Trace-Id";

  private static final String API_KEY = "X-API-Key";
  private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  @Inject Telemetry telemetry;
  @Inject CallerRoles roles;
  @Context HttpServletRequest request;
  @Context HttpServletResponse response;

  @Override
  public void filter(ContainerRequestContext context) {
    String sent = context.getHeaderString(REQUEST_ID);
    String id = sent != null && ACCEPTABLE.matcher(sent).matches() ? sent : "req_" + random();
    Caller caller = roles.of(request.getRemoteAddr(), context);
    context.setSecurityContext(caller);
    ActiveSpan span = telemetry.current();
    span.set("throughline.request_id", id);
    span.set("client.address", request.getRemoteAddr());
    span.set("user.id", "anonymous");
    span.set("user.role", caller.role());
    span.set("auth.method", "none");
    span.set("auth.api_key_present", hasApiKey(context));
    put(REQUEST_ID, id);
    RequestScope.begin(request, id, span);
    put(TRACE_ID, span.traceId());
  }

  private static boolean hasApiKey(ContainerRequestContext context) {
    String authorization = context.getHeaderString(HttpHeaders.AUTHORIZATION);
    return context.getHeaderString(API_KEY) != null
        || authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
  }

  private void put(String name, String value) {
    request.setAttribute(name, value);
    if (!value.isEmpty()) {
      response.setHeader(name, value);
    }
  }

  private static String random() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
