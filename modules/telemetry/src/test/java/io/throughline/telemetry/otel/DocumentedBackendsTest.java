package io.throughline.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.throughline.telemetry.config.TracingSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The settings in docs/tracing.md, as they stand there, with a backend on this machine. */
class DocumentedBackendsTest {

  private final LinkedBlockingQueue<HttpExchange> requests = new LinkedBlockingQueue<>();
  private HttpServer backend;

  @BeforeEach
  void listen() throws IOException {
    backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
          requests.add(exchange);
        });
    backend.start();
  }

  @AfterEach
  void stop() {
    backend.stop(0);
  }

  @Test
  void honeycombGetsItsKey() throws Exception {
    HttpExchange request = sent("honeycomb");

    assertThat(request.getRequestURI()).hasToString("/v1/traces");
    assertThat(request.getRequestHeaders().getFirst("x-honeycomb-team")).isEqualTo("YOUR_API_KEY");
  }

  @Test
  void tempoGetsUserAndTokenBelowItsPath() throws Exception {
    HttpExchange request = sent("tempo");

    assertThat(request.getRequestURI()).hasToString("/otlp/v1/traces");
    assertThat(request.getRequestHeaders().getFirst("Authorization"))
        .isEqualTo("Basic VVNFUjpUT0tFTg==");
  }

  @Test
  void cloudTraceGetsTokenAndProject() throws Exception {
    HttpExchange request = sent("google");

    assertThat(request.getRequestURI()).hasToString("/v1/traces");
    assertThat(request.getRequestHeaders().getFirst("authorization")).isEqualTo("Bearer TOKEN");
    assertThat(request.getRequestHeaders().getFirst("x-goog-user-project")).isEqualTo("PROJECT_ID");
  }

  private HttpExchange sent(String snippet) throws Exception {
    TracingSettings settings = TracingSettings.read(documented(snippet)::get);
    assertThat(settings.problems()).isEmpty();
    try (OpenTelemetrySdk sdk = sdk(settings)) {
      sdk.getTracer("test").spanBuilder("s").startSpan().end();
      sdk.getSdkTracerProvider().forceFlush().join(20, TimeUnit.SECONDS);
    }
    HttpExchange request = requests.poll(20, TimeUnit.SECONDS);
    assertThat(request).describedAs("a request to the backend").isNotNull();
    return request;
  }

  private OpenTelemetrySdk sdk(TracingSettings settings) {
    AutoConfiguredOpenTelemetrySdkBuilder builder =
        AutoConfiguredOpenTelemetrySdk.builder()
            .setServiceClassLoader(new WithoutOurs())
            .disableShutdownHook();
    new TracingCustomizer(() -> settings).customize(builder);
    return builder
        .addPropertiesCustomizer(
            config ->
                Map.of(
                    "otel.exporter.otlp.traces.endpoint",
                    here(config.getString("otel.exporter.otlp.traces.endpoint")),
                    "otel.metrics.exporter",
                    "none",
                    "otel.logs.exporter",
                    "none"))
        .build()
        .getOpenTelemetrySdk();
  }

  private String here(String url) {
    return url.replaceFirst("https://[^/]+", "http://localhost:" + backend.getAddress().getPort());
  }

  /** Hides what would read this machine's settings; the test adds it with settings of its own. */
  private static final class WithoutOurs extends ClassLoader {
    WithoutOurs() {
      super(WithoutOurs.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.endsWith(AutoConfigurationCustomizerProvider.class.getName())
          ? Collections.emptyEnumeration()
          : super.getResources(name);
    }
  }

  private static Map<String, String> documented(String snippet) throws IOException {
    String page = Files.readString(Path.of("../../docs/tracing.md"));
    Matcher block =
        Pattern.compile("```properties " + snippet + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(block.find()).describedAs("settings for %s", snippet).isTrue();
    Map<String, String> settings = new HashMap<>();
    block
        .group(1)
        .lines()
        .forEach(line -> settings.put(line.split("=", 2)[0], line.split("=", 2)[1]));
    return settings;
  }
}
