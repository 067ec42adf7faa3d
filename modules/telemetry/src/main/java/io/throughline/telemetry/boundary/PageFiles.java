package io.throughline.telemetry.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;

/** The files of the trace page. JAX-RS owns the context root, so they are served here. */
@ApplicationScoped
public class PageFiles {

  private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+)*\\.(css|js)");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8");

  /** Nothing but the page's own files runs or loads; nobody can frame it. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @Inject ServletContext servlet;

  Response index() {
    return answer("index.html");
  }

  Response file(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new NotFoundException("there is no such file");
    }
    return answer(name);
  }

  private Response answer(String name) {
    InputStream content = servlet.getResourceAsStream("/traces/" + name);
    if (content == null) {
      throw new NotFoundException("there is no such file");
    }
    return Response.ok(content, TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "same-origin")
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }
}
