package io.throughline.app.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The web pages that may open a WebSocket: the server's own, and those of listed origins. */
@ApplicationScoped
public class Origins {

  @Inject
  @ConfigProperty(name = "throughline.realtime.origins")
  Optional<List<String>> listed;

  /** True also for programs, which have no origin (RFC 6454). */
  boolean admit(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    return origin == null
        || isOwn(origin.toLowerCase(Locale.ROOT), request.getHeader("Host"))
        || listed.orElse(List.of()).stream().anyMatch(origin::equalsIgnoreCase);
  }

  /** By host and port: behind a proxy that ends TLS, the page's scheme is not the request's. */
  private static boolean isOwn(String origin, String host) {
    return host != null
        && (origin.equals("http://" + host.toLowerCase(Locale.ROOT))
            || origin.equals("https://" + host.toLowerCase(Locale.ROOT)));
  }
}
