package io.throughline.telemetry.config;

import io.throughline.telemetry.config.SettingsReader.Setting;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where spans go besides the server's own store.
 *
 * @param names {@code otlp}, {@code zipkin}, {@code logging}; empty for nowhere else
 * @param zipkin where Zipkin is, when that was said
 */
record Exports(Set<String> names, Otlp otlp, Optional<Endpoint> zipkin) {

  private static final String OTLP = "otlp";
  private static final String ZIPKIN = "zipkin";
  private static final String LOGGING = "logging";
  private static final String NONE = "none";

  static Exports read(SettingsReader in) {
    Otlp otlp = Otlp.read(in);
    Set<String> names = named(in, otlp);
    if (in.flag("OTEL_EXPORTER_CONSOLE").orElse(false)) {
      names.add(LOGGING);
    }
    if (!otlp.usable()) {
      names.remove(OTLP);
    }
    Optional<Setting> where = in.first("OTEL_EXPORTER_ZIPKIN_ENDPOINT");
    Optional<Endpoint> zipkin = where.map(Setting::value).flatMap(Endpoint::parse);
    if (where.isPresent() && zipkin.isEmpty()) {
      in.problemWithoutValue(
          where.get(), "is not an http:// or https:// URL; no spans are sent by zipkin");
      names.remove(ZIPKIN);
    }
    return new Exports(Set.copyOf(names), otlp, zipkin);
  }

  private static Set<String> named(SettingsReader in, Otlp otlp) {
    Set<String> names = new LinkedHashSet<>();
    Optional<Setting> list = in.first("OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_TYPE");
    if (list.isEmpty()) {
      if (otlp.isAddressed()) {
        names.add(OTLP);
      }
      return names;
    }
    for (String name : list.get().value().toLowerCase(Locale.ROOT).split(",")) {
      String known = known(name.strip());
      if (known.isEmpty()) {
        in.problem(
            list.get(),
            "names an exporter that is none of otlp, zipkin, logging, none; it is left out");
      } else if (!known.equals(NONE)) {
        names.add(known);
      }
    }
    return names;
  }

  private static String known(String name) {
    return switch (name) {
      case OTLP, "grpc", "http" -> OTLP;
      case LOGGING, "console" -> LOGGING;
      case ZIPKIN, NONE -> name;
      default -> "";
    };
  }

  Map<String, String> sdkProperties() {
    Map<String, String> properties = new TreeMap<>(otlp.sdkProperties());
    properties.put("otel.traces.exporter", names.isEmpty() ? NONE : String.join(",", names));
    zipkin.ifPresent(e -> properties.put("otel.exporter.zipkin.endpoint", e.uri().toString()));
    return properties;
  }

  /** What an exporter and its target are called in lines for people. */
  String shown(String name) {
    return switch (name) {
      case OTLP -> otlp.toString();
      case ZIPKIN -> ZIPKIN + zipkin.map(e -> " to " + e.shown()).orElse(" to this machine");
      default -> name;
    };
  }

  @Override
  public String toString() {
    List<String> targets = names.stream().sorted().map(this::shown).toList();
    return targets.isEmpty() ? NONE : String.join(", ", targets);
  }
}
