package io.throughline.telemetry.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Settings that the SDK reads itself. A value that it cannot read would switch all tracing off;
 * here it falls back to the SDK's own default instead.
 */
final class SdkLimits {

  private static final Pattern DURATION = Pattern.compile("\\d{1,9}\\s*(ms|s|m|h|d)?");
  private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,8}");
  private static final String LENGTH = "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT";

  /** OpenTelemetry has none; a bounded queue of unbounded spans would not be bounded. */
  private static final String LONGEST = "16384";

  private static final List<String> DURATIONS =
      List.of(
          "OTEL_BSP_SCHEDULE_DELAY",
          "OTEL_BSP_EXPORT_TIMEOUT",
          "OTEL_EXPORTER_OTLP_TIMEOUT",
          "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT",
          "OTEL_EXPORTER_ZIPKIN_TIMEOUT");
  private static final List<String> COUNTS =
      List.of(
          "OTEL_BSP_MAX_QUEUE_SIZE",
          "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
          "OTEL_ATTRIBUTE_COUNT_LIMIT",
          LENGTH,
          "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
          "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT",
          "OTEL_SPAN_EVENT_COUNT_LIMIT",
          "OTEL_SPAN_LINK_COUNT_LIMIT");
  private static final List<String> PROPAGATORS =
      List.of("tracecontext", "baggage", "b3", "b3multi", "jaeger", "none");

  private SdkLimits() {}

  static Map<String, String> sdkProperties(SettingsReader in) {
    Map<String, String> properties = new TreeMap<>();
    DURATIONS.forEach(
        name -> put(properties, name, in.checked("a duration", v -> fits(DURATION, v), name)));
    COUNTS.forEach(name -> put(properties, name, in.checked("a count", v -> fits(COUNT, v), name)));
    properties.compute(sdkName(LENGTH), (name, value) -> value.isEmpty() ? LONGEST : value);
    properties.put(
        "otel.exporter.otlp.traces.compression",
        in.oneOf(
                List.of("gzip", "none"),
                "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION",
                "OTEL_EXPORTER_OTLP_COMPRESSION")
            .orElse("none"));
    String propagators = "OTEL_PROPAGATORS";
    put(
        properties,
        propagators,
        in.checked("a list of " + String.join(", ", PROPAGATORS), SdkLimits::known, propagators));
    return properties;
  }

  /** An empty value counts as not set, also where the environment has a wrong one. */
  private static void put(Map<String, String> out, String name, Optional<String> value) {
    out.put(sdkName(name), value.orElse(""));
  }

  static String sdkName(String variable) {
    return variable.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
  }

  private static Optional<String> fits(Pattern pattern, String value) {
    return Optional.of(value).filter(v -> pattern.matcher(v).matches());
  }

  private static Optional<String> known(String list) {
    for (String name : list.split(",")) {
      if (!PROPAGATORS.contains(name.strip())) {
        return Optional.empty();
      }
    }
    return Optional.of(list);
  }
}
