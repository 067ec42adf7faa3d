package io.throughline.app.http;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;

/** The console's files. JAX-RS owns the context root, so they are served here. */
@Path("/")
public class ConsoleResource {

  private static final Map<String, String> FILES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "base.css", "text/css; charset=utf-8",
          "console.css", "text/css; charset=utf-8",
          "theme.js", "text/javascript; charset=utf-8",
          "console.js", "text/javascript; charset=utf-8",
          "speak.js", "text/javascript; charset=utf-8",
          "microphone.js", "text/javascript; charset=utf-8");

  @Context ServletContext servlet;

  /** The console. */
  @GET
  public Response index() {
    return file("index.html");
  }

  /** One of the console's files. */
  @GET
  @Path("console/{name}")
  public Response file(@PathParam("name") String name) {
    String type = FILES.get(name);
    if (type == null) {
      throw new NotFoundException("there is no such file");
    }
    InputStream content = servlet.getResourceAsStream("/console/" + name);
    return Response.ok(content, type)
        .header("Content-Security-Policy", "default-src 'self'; img-src data:")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
