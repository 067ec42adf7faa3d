package io.throughline.telemetry.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What Open Liberty must know before it builds the SDK: whether there is to be one, and what it
 * must not add. All else is said to the SDK itself, while it is being built.
 */
public final class TracingConfigSource implements ConfigSource {

  /** Below the environment (300), so that OTEL_* variables win; above file defaults (100). */
  private static final int ORDINAL = 250;

  private static final String DISABLED = "otel.sdk.disabled";
  private static final Map<String, String> FIXED =
      Map.of(
          DISABLED,
          "",
          "otel.metrics.exporter",
          "none",
          "otel.logs.exporter",
          "none",
          "otel.java.disabled.resource.providers",
          "io.opentelemetry.instrumentation.resources.ProcessResourceProvider");

  private final UnaryOperator<String> settings;

  public TracingConfigSource() {
    // Looked up at each use: this source is created while the configuration is being built.
    this(name -> ConfiguredSettings.current().apply(name));
  }

  TracingConfigSource(UnaryOperator<String> settings) {
    this.settings = settings;
  }

  @Override
  public Set<String> getPropertyNames() {
    return FIXED.keySet();
  }

  @Override
  public Map<String, String> getProperties() {
    Map<String, String> properties = new TreeMap<>();
    FIXED.keySet().forEach(name -> properties.put(name, getValue(name)));
    return properties;
  }

  @Override
  public String getValue(String name) {
    return DISABLED.equals(name)
        ? Boolean.toString(!TracingSwitch.read(settings).on())
        : FIXED.get(name);
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
