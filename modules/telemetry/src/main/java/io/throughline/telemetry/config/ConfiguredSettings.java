package io.throughline.telemetry.config;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Settings by their names in the environment, wherever they are set: environment, server.env,
 * variables of server.xml, system properties. {@code OTEL_*} are found as {@code otel.*} too.
 */
public final class ConfiguredSettings implements UnaryOperator<String> {

  private final Iterable<ConfigSource> sources;

  ConfiguredSettings(Iterable<ConfigSource> sources) {
    this.sources = sources;
  }

  /** The settings of this application. Not to be called while its configuration is being built. */
  public static ConfiguredSettings current() {
    return new ConfiguredSettings(ConfigProvider.getConfig().getConfigSources());
  }

  /** Value or null; the source with the highest ordinal wins. */
  @Override
  public String apply(String name) {
    for (ConfigSource source : sources) {
      if (!(source instanceof TracingConfigSource)) {
        String value = value(source, name);
        if (value != null && !value.isBlank()) {
          return value;
        }
      }
    }
    return null;
  }

  private static String value(ConfigSource source, String name) {
    String value = source.getValue(name);
    return value != null || !name.startsWith("OTEL_")
        ? value
        : source.getValue(name.toLowerCase(Locale.ROOT).replace('_', '.'));
  }
}
