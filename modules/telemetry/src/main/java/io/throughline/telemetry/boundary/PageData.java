package io.throughline.telemetry.boundary;

import io.throughline.telemetry.store.KeptLogs;
import io.throughline.telemetry.store.LogLine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the trace page asks besides Jaeger's API. */
@ApplicationScoped
public class PageData {

  private static final JsonProvider JSON = JsonProvider.provider();
  private static final Set<String> SCHEMES = Set.of("http", "https");

  @Inject
  @ConfigProperty(name = "throughline.jaeger.ui-url")
  Optional<String> jaegerUi;

  @Inject KeptLogs logs;
  @Inject Clock clock;

  void check(@Observes Startup event) {
    jaegerUi.ifPresent(PageData::checkUrl);
  }

  private static void checkUrl(String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && uri.getHost() != null) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new IllegalStateException(
        "THROUGHLINE_JAEGER_UI_URL must be a URL such as http://localhost:16686");
  }

  /** The server's time, so that running spans do not depend on the browser's, and settings. */
  JsonObject about() {
    JsonObjectBuilder json = JSON.createObjectBuilder().add("now", clock.millis());
    jaegerUi.ifPresent(url -> json.add("jaegerUiUrl", url.replaceFirst("/+$", "")));
    return json.build();
  }

  /** Log lines of a trace. */
  JsonObject logs(String traceId) {
    JsonArrayBuilder lines = JSON.createArrayBuilder();
    logs.of(traceId).forEach(line -> lines.add(line(line)));
    return JSON.createObjectBuilder().add("lines", lines).build();
  }

  private static JsonObjectBuilder line(LogLine line) {
    return JSON.createObjectBuilder()
        .add("time", line.time().toString())
        .add("spanID", line.spanId())
        .add("level", line.level())
        .add("logger", line.logger())
        .add("message", line.message())
        .add("failure", line.failure());
  }
}
