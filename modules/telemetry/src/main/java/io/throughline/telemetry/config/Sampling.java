package io.throughline.telemetry.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which traces are kept.
 *
 * @param sampler name as OpenTelemetry's {@code OTEL_TRACES_SAMPLER} has it
 * @param ratio share of traces, for samplers that have one
 */
record Sampling(String sampler, Optional<String> ratio) {

  private static final List<String> SAMPLERS =
      List.of(
          "always_on",
          "always_off",
          "traceidratio",
          "parentbased_always_on",
          "parentbased_always_off",
          "parentbased_traceidratio");
  private static final String BY_RATIO = "parentbased_traceidratio";
  private static final String IN_PRODUCTION = "0.1";

  /** The operator's sampler; else the operator's ratio; else what the environment asks for. */
  static Sampling read(SettingsReader in, String environment) {
    Optional<String> sampler = in.oneOf(SAMPLERS, "OTEL_TRACES_SAMPLER");
    Optional<String> ratio = in.ratio("OTEL_TRACES_SAMPLER_ARG");
    Optional<String> production = in.ratio("observability__OTEL_TRACE_SAMPLE_RATE");
    if (sampler.isPresent()) {
      boolean takesRatio = sampler.get().endsWith("ratio");
      return new Sampling(
          sampler.get(), takesRatio ? ratio.or(() -> Optional.of("1.0")) : Optional.empty());
    }
    if (ratio.isPresent()) {
      return new Sampling(BY_RATIO, ratio);
    }
    return environment.equals(Resources.PRODUCTION)
        ? new Sampling(BY_RATIO, production.or(() -> Optional.of(IN_PRODUCTION)))
        : new Sampling("parentbased_always_on", Optional.empty());
  }

  Map<String, String> sdkProperties() {
    Map<String, String> properties = new TreeMap<>();
    properties.put("otel.traces.sampler", sampler);
    properties.put("otel.traces.sampler.arg", ratio.orElse(""));
    return properties;
  }

  @Override
  public String toString() {
    return ratio.map(r -> sampler + " " + r).orElse(sampler);
  }
}
