package io.throughline.telemetry.config;

import io.throughline.telemetry.config.SettingsReader.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The OTLP exporter.
 *
 * @param endpoint empty means the protocol's default on this machine
 * @param perSignal true if the endpoint is to be used as it is, without {@code /v1/traces} added
 * @param headers may hold secrets: never shown
 * @param usable false when what was said of it cannot be used
 */
record Otlp(
    String protocol,
    Optional<Endpoint> endpoint,
    boolean perSignal,
    Map<String, String> headers,
    boolean usable) {

  static final String GRPC = "grpc";
  static final String HTTP = "http/protobuf";
  private static final String CLOUD_TRACE = "https://telemetry.googleapis.com";
  private static final String PER_SIGNAL = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  private static final String ALIAS = "observability__OTEL_EXPORTER_OTLP_ENDPOINT";

  static Otlp read(SettingsReader in) {
    Optional<Setting> where = in.first(PER_SIGNAL, "OTEL_EXPORTER_OTLP_ENDPOINT", ALIAS);
    boolean cloudTrace = in.flag("OTEL_EXPORTER_GCP_TRACE").orElse(false);
    Optional<Endpoint> endpoint = where.flatMap(setting -> endpoint(in, setting));
    if (where.isPresent() && endpoint.isEmpty()) {
      in.problemWithoutValue(
          where.get(), "is not an http:// or https:// URL; no spans are sent by otlp");
    }
    if (where.isEmpty() && cloudTrace) {
      endpoint = Endpoint.parse(CLOUD_TRACE);
    }
    Optional<String> protocol = protocol(in);
    if (protocol.isEmpty()) {
      protocol =
          where.isEmpty() && cloudTrace
              ? Optional.of(HTTP)
              : endpoint.map(Endpoint::likelyProtocol);
    }
    boolean perSignal =
        where.filter(setting -> setting.name().equals(PER_SIGNAL)).isPresent()
            || endpoint.filter(Endpoint::isForTraces).isPresent();
    return new Otlp(
        protocol.orElse(GRPC),
        endpoint,
        perSignal,
        headers(in),
        where.isEmpty() || endpoint.isPresent());
  }

  private static Optional<Endpoint> endpoint(SettingsReader in, Setting setting) {
    String url = setting.value();
    if (setting.name().equals(ALIAS) && !url.contains("://")) {
      boolean plain = in.flag("observability__OTEL_EXPORTER_OTLP_INSECURE").orElse(false);
      url = (plain ? "http://" : "https://") + url;
    }
    return Endpoint.parse(url);
  }

  private static Optional<String> protocol(SettingsReader in) {
    return in.oneOf(
            List.of(GRPC, HTTP),
            "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
            "OTEL_EXPORTER_OTLP_PROTOCOL")
        .or(
            () ->
                in.text("OTEL_EXPORTER_TYPE")
                    .filter(type -> type.equals("grpc") || type.equals("http"))
                    .map(type -> type.equals("http") ? HTTP : GRPC));
  }

  private static Map<String, String> headers(SettingsReader in) {
    Optional<Setting> setting =
        in.first("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS");
    Optional<Map<String, String>> headers = setting.map(Setting::value).flatMap(Pairs::parse);
    if (setting.isPresent() && headers.isEmpty()) {
      in.problemWithoutValue(
          setting.get(), "is not a list of name=value pairs; no headers are sent");
    }
    return headers.orElse(Map.of());
  }

  /** True if somebody said where spans go. */
  boolean isAddressed() {
    return endpoint.isPresent();
  }

  Map<String, String> sdkProperties() {
    Map<String, String> properties = new TreeMap<>();
    properties.put("otel.exporter.otlp.traces.protocol", protocol);
    properties.put("otel.exporter.otlp.traces.headers", encoded());
    endpoint.ifPresent(
        e ->
            properties.put(
                "otel.exporter.otlp.traces.endpoint",
                perSignal || protocol.equals(GRPC) ? e.uri().toString() : withTraces(e)));
    return properties;
  }

  private static String withTraces(Endpoint base) {
    return base.uri().toString().replaceFirst("/$", "") + "/v1/traces";
  }

  /** Encoded anew: the SDK takes a plus sign, which base64 has, for a blank. */
  private String encoded() {
    return headers.entrySet().stream()
        .map(e -> e.getKey() + "=" + Pairs.encode(e.getValue()))
        .collect(Collectors.joining(","));
  }

  @Override
  public String toString() {
    String to = endpoint.map(Endpoint::shown).orElse("this machine");
    String with =
        headers.isEmpty()
            ? ""
            : " with " + headers.size() + (headers.size() == 1 ? " header" : " headers");
    return "otlp (" + protocol + ") to " + to + with;
  }
}
