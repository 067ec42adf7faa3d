package io.throughline.app.http;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Telemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives a request its id, its span who sent it, and its answer {@code X-Request-Id} and {@code
 * X-Trace-Id}.
 */
@ApplicationScoped
public class Identification {

  static final String REQUEST_ID = "X-Request-Id";
  static final String TRACE_ID = "X-Trace-Id";

  private static final String API_KEY = "X-API-Key";
  private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  @Inject Telemetry telemetry;
  @Inject CallerRoles roles;

  /** Identifies the request whose span is the current one. */
  Caller identify(HttpServletRequest request, HttpServletResponse response) {
    String sent = request.getHeader(REQUEST_ID);
    String id = sent != null && ACCEPTABLE.matcher(sent).matches() ? sent : "req_" + random();
    Caller caller = roles.of(request);
    ActiveSpan span = telemetry.current();
    span.set("throughline.request_id", id);
    span.set("client.address", request.getRemoteAddr());
    span.set("user.id", "anonymous");
    span.set("user.role", caller.role());
    span.set("auth.method", "none");
    span.set("auth.api_key_present", hasApiKey(request));
    put(REQUEST_ID, id, request, response);
    RequestScope.begin(request, id, span);
    put(TRACE_ID, span.traceId(), request, response);
    return caller;
  }

  /** What {@link #identify} gave the request under a name. */
  static String of(HttpServletRequest request, String name) {
    return request.getAttribute(name) instanceof String value ? value : "";
  }

  private static boolean hasApiKey(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    return request.getHeader(API_KEY) != null
        || authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
  }

  private static void put(
      String name, String value, HttpServletRequest request, HttpServletResponse response) {
    request.setAttribute(name, value);
    if (!value.isEmpty()) {
      response.setHeader(name, value);
    }
  }

  private static String random() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
