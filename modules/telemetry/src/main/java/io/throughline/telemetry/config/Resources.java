package io.throughline.telemetry.config;

import io.throughline.telemetry.config.SettingsReader.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What spans say about the server that made them.
 *
 * @param serviceName {@code service.name}
 * @param environment development, testing, staging or production
 * @param attributes further resource attributes; the operator's own win over the server's
 * @param instanceId the operator's {@code service.instance.id}; empty lets the server make one
 */
record Resources(
    String serviceName,
    String environment,
    Map<String, String> attributes,
    Optional<String> instanceId) {

  static final String PRODUCTION = "production";
  private static final List<String> ENVIRONMENTS =
      List.of("development", "testing", "staging", PRODUCTION);
  private static final String NAME = "service.name";
  private static final String VERSION = "service.version";
  private static final String INSTANCE = "service.instance.id";

  static Resources read(SettingsReader in) {
    String environment =
        in.oneOf(ENVIRONMENTS, "ENVIRONMENT", "OTEL_DEPLOYMENT_ENVIRONMENT").orElse("development");
    Map<String, String> given = given(in);
    String name =
        in.text("OTEL_SERVICE_NAME")
            .or(() -> Optional.ofNullable(given.get(NAME)))
            .or(() -> in.text("observability__OTEL_SERVICE_NAME"))
            .orElse("throughline");
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("service.namespace", "throughline");
    in.text("observability__OTEL_SERVICE_VERSION")
        .or(Resources::builtVersion)
        .ifPresent(version -> attributes.put(VERSION, version));
    attributes.put("deployment.environment.name", environment);
    attributes.putAll(given);
    attributes.remove(NAME);
    return new Resources(name, environment, attributes, Optional.ofNullable(given.get(INSTANCE)));
  }

  private static Map<String, String> given(SettingsReader in) {
    Optional<Setting> setting = in.first("OTEL_RESOURCE_ATTRIBUTES");
    Optional<Map<String, String>> pairs = setting.map(Setting::value).flatMap(Pairs::parse);
    if (setting.isPresent() && pairs.isEmpty()) {
      in.problem(setting.get(), "is not a list of name=value pairs; it is ignored");
    }
    return pairs.orElse(Map.of());
  }

  /** Maven leaves the version in the jar; classes outside a jar have none. */
  private static Optional<String> builtVersion() {
    String file = "/META-INF/maven/io.throughline/throughline-telemetry/pom.properties";
    try (InputStream in = Resources.class.getResourceAsStream(file)) {
      if (in == null) {
        return Optional.empty();
      }
      Properties built = new Properties();
      built.load(in);
      return Optional.ofNullable(built.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, String> sdkProperties() {
    return Map.of(
        "otel.service.name",
        serviceName,
        "otel.resource.attributes",
        attributes.entrySet().stream()
            .map(e -> e.getKey() + "=" + Pairs.encode(e.getValue()))
            .collect(Collectors.joining(",")));
  }
}
