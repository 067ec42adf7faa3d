package io.throughline.telemetry.config;

import io.throughline.telemetry.config.SettingsReader.Setting;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Whether tracing is on.
 *
 * @param setting what says so; empty for the default, which is on
 * @param byServer true when Open Liberty traces by itself and loads nothing of this application
 */
public record TracingSwitch(boolean on, Optional<String> setting, boolean byServer) {

  private static final String KILL = "OTEL_SDK_DISABLED";

  /**
   * @param lookup value by name, null when not set
   */
  public static TracingSwitch read(UnaryOperator<String> lookup) {
    return read(new SettingsReader(lookup));
  }

  static TracingSwitch read(SettingsReader in) {
    Optional<Setting> kill = in.first(KILL);
    if (kill.isPresent()) {
      in.flag(KILL);
      // Open Liberty takes everything but true for false.
      boolean off = kill.get().value().equalsIgnoreCase("true");
      return new TracingSwitch(!off, shown(kill.get()), !off);
    }
    for (String name : new String[] {"TRACING", "OTEL_ENABLED", "observability__OTEL_ENABLED"}) {
      Optional<Boolean> on = in.flag(name);
      if (on.isPresent()) {
        return new TracingSwitch(on.get(), in.first(name).flatMap(TracingSwitch::shown), false);
      }
    }
    return new TracingSwitch(true, Optional.empty(), false);
  }

  private static Optional<String> shown(Setting setting) {
    return Optional.of(setting.name() + "=" + setting.value());
  }
}
