package io.throughline.telemetry.otel;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Turns the server's own settings into the {@code otel.*} properties of the SDK: TRACING=on|off,
 * sampling by ENVIRONMENT, and no exporter unless one is asked for. Anything the operator says with
 * a standard OTEL_* variable wins.
 */
public final class TracingConfigSource implements ConfigSource {

  /** Below the environment (300), so that OTEL_* variables win; above file defaults (100). */
  private static final int ORDINAL = 250;

  private final Map<String, String> properties;

  public TracingConfigSource() {
    this(System.getenv());
  }

  TracingConfigSource(Map<String, String> environment) {
    this.properties = Map.copyOf(properties(environment));
  }

  private static Map<String, String> properties(Map<String, String> env) {
    Map<String, String> out = new HashMap<>();
    boolean off = env.getOrDefault("TRACING", "on").toLowerCase(Locale.ROOT).equals("off");
    String environment = env.getOrDefault("ENVIRONMENT", "development").toLowerCase(Locale.ROOT);
    out.put("otel.sdk.disabled", Boolean.toString(off));
    out.put("otel.service.name", "throughline");
    out.put("otel.metrics.exporter", "none");
    out.put("otel.logs.exporter", "none");
    if (!env.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT")
        && !env.containsKey("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")) {
      out.put("otel.traces.exporter", "none");
    }
    boolean production = environment.equals("production");
    out.put(
        "otel.traces.sampler", production ? "parentbased_traceidratio" : "parentbased_always_on");
    if (production) {
      out.put("otel.traces.sampler.arg", "0.1");
    }
    out.put("otel.resource.attributes", "deployment.environment.name=" + environment);
    out.put(
        "otel.java.disabled.resource.providers",
        "io.opentelemetry.instrumentation.resources.ProcessResourceProvider");
    return out;
  }

  @Override
  public Set<String> getPropertyNames() {
    return properties.keySet();
  }

  @Override
  public String getValue(String name) {
    return properties.get(name);
  }

  @Override
  public String getName() {
    return "throughline-tracing";
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }
}
