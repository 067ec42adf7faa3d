package io.throughline.telemetry.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Everything that can be said about tracing, read once and checked. A wrong value is left out, as
 * if it had not been set, and named in {@link #problems}. Immutable.
 *
 * @param detail of a request that does not ask for more
 * @param legacyAttributes true to show the attribute names of before the stable conventions too
 * @param kept true to keep recent traces for the trace page
 * @param trusted callers whose trace context and baggage are continued
 * @param forcing callers who may force a trace
 * @param problems one line for each wrong value
 */
public record TracingSettings(
    TracingSwitch state,
    TraceDetail detail,
    boolean legacyAttributes,
    boolean kept,
    CallerPolicy trusted,
    CallerPolicy forcing,
    Sampling sampling,
    Resources resources,
    Exports exports,
    Map<String, String> limits,
    List<String> problems) {

  private static final String STORE = "THROUGHLINE_TRACES_STORE";
  private static final String LEGACY_ATTRIBUTES = "THROUGHLINE_TELEMETRY_LEGACY_ATTRIBUTES";

  /** The server's own settings; {@code THROUGHLINE_*} keys that are none of these are unknown. */
  public static final Set<String> OWN_NAMES =
      Set.of(
          "THROUGHLINE_TRACE_DETAIL",
          LEGACY_ATTRIBUTES,
          STORE,
          "THROUGHLINE_TELEMETRY_SQL_COMMENTS",
          "THROUGHLINE_TELEMETRY_JPA_SPANS",
          "THROUGHLINE_TRACE_TRUSTED_CALLERS",
          "THROUGHLINE_TRACE_FORCE_CALLERS");

  private static final String LOOPBACK = "loopback";
  private static final String CALLERS =
      "none, any, or a list of loopback, addresses and blocks such as 10.0.0.0/8";

  /**
   * @param lookup value by name, null when not set
   */
  public static TracingSettings read(UnaryOperator<String> lookup) {
    SettingsReader in = new SettingsReader(lookup);
    TracingSwitch state = TracingSwitch.read(in);
    Resources resources = Resources.read(in);
    TraceDetail detail =
        in.checked(
                "request, default or gpu",
                value -> TraceDetail.named(value.toLowerCase(java.util.Locale.ROOT)),
                "THROUGHLINE_TRACE_DETAIL")
            .orElse(TraceDetail.DEFAULT);
    boolean legacy =
        in.flag(LEGACY_ATTRIBUTES)
            .or(() -> in.flag("throughline.telemetry.legacy-attributes"))
            .orElse(false);
    boolean kept = in.flag(STORE).orElse(true);
    CallerPolicy trusted = callers(in, "THROUGHLINE_TRACE_TRUSTED_CALLERS");
    CallerPolicy forcing = callers(in, "THROUGHLINE_TRACE_FORCE_CALLERS");
    Sampling sampling = Sampling.read(in, resources.environment());
    Exports exports = Exports.read(in);
    Map<String, String> limits = SdkLimits.sdkProperties(in);
    return new TracingSettings(
        state,
        detail,
        legacy,
        kept,
        trusted,
        forcing,
        sampling,
        resources,
        exports,
        limits,
        in.problems());
  }

  private static CallerPolicy callers(SettingsReader in, String name) {
    if (in.first(name).isEmpty()) {
      return CallerPolicy.parse(LOOPBACK).orElseThrow();
    }
    // Whoever meant to name callers and failed has not meant everybody on this machine.
    return in.checked(CALLERS, CallerPolicy::parse, name).orElse(CallerPolicy.none());
  }

  /** What the SDK is to be built with. */
  public Map<String, String> sdkProperties() {
    Map<String, String> properties = new TreeMap<>(limits);
    properties.putAll(sampling.sdkProperties());
    properties.putAll(resources.sdkProperties());
    properties.putAll(exports.sdkProperties());
    return properties;
  }

  /** {@code service.name} of the spans. */
  public String serviceName() {
    return resources.serviceName();
  }

  /** The operator's {@code service.instance.id}, if there is one. */
  public Optional<String> instanceId() {
    return resources.instanceId();
  }

  /** Sampler and ratio, as {@code OTEL_TRACES_SAMPLER} and its argument have them. */
  public String samplerName() {
    return sampling.toString();
  }

  /** {@code otlp}, {@code zipkin}, {@code logging}, several with commas, or {@code none}. */
  public String exporterNames() {
    return exports.sdkProperties().get("otel.traces.exporter");
  }

  /** What an exporter and its target are called in lines for people; no secrets. */
  public String exporterShown(String name) {
    return exports.shown(name);
  }

  /** What is on and where spans go, in one line without secrets. */
  public String summary() {
    if (state.byServer()) {
      return "Tracing is handed to Open Liberty by "
          + state.setting().orElse("")
          + ": trace pages, detail levels, X-Force-Trace, header caps, SQL span names and sampling"
          + " by ENVIRONMENT do not work. Remove it; tracing is on without it.";
    }
    if (!state.on()) {
      return "Tracing is off (" + state.setting().orElse("") + ").";
    }
    return "Tracing is on: service "
        + serviceName()
        + ", environment "
        + resources.environment()
        + ", sampler "
        + sampling
        + ", detail "
        + detail.settingName()
        + ", exporters "
        + exports
        + (kept ? "; recent traces at /traces." : "; no trace is kept here.");
  }
}
