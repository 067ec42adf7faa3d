package io.throughline.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracingConfigSourceTest {

  @Test
  void withoutSettingsTracingIsOnCompleteAndExportsNowhere() {
    assertThat(properties(Map.of()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "otel.sdk.disabled", "false",
                "otel.service.name", "throughline",
                "otel.traces.exporter", "none",
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none",
                "otel.traces.sampler", "parentbased_always_on",
                "otel.resource.attributes", "deployment.environment.name=development",
                "otel.java.disabled.resource.providers",
                    "io.opentelemetry.instrumentation.resources.ProcessResourceProvider"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "OFF", "Off"})
  void tracingOffDisablesTheSdk(String value) {
    assertThat(value("otel.sdk.disabled", Map.of("TRACING", value))).isEqualTo("true");
  }

  @Test
  void tracingOnEnablesTheSdk() {
    assertThat(value("otel.sdk.disabled", Map.of("TRACING", "on"))).isEqualTo("false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "Production"})
  void productionKeepsATenthOfTheTraces(String environment) {
    Map<String, String> env = Map.of("ENVIRONMENT", environment);

    assertThat(value("otel.traces.sampler", env)).isEqualTo("parentbased_traceidratio");
    assertThat(value("otel.traces.sampler.arg", env)).isEqualTo("0.1");
    assertThat(value("otel.resource.attributes", env))
        .isEqualTo("deployment.environment.name=production");
  }

  @Test
  void stagingKeepsEveryTrace() {
    Map<String, String> env = Map.of("ENVIRONMENT", "staging");

    assertThat(value("otel.traces.sampler", env)).isEqualTo("parentbased_always_on");
    assertThat(value("otel.traces.sampler.arg", env)).isNull();
    assertThat(value("otel.resource.attributes", env))
        .isEqualTo("deployment.environment.name=staging");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"})
  void anEndpointLeavesTheExporterToTheSdkWhichIsOtlp(String variable) {
    assertThat(value("otel.traces.exporter", Map.of(variable, "http://collector:4318"))).isNull();
  }

  @Test
  void theEnvironmentsOwnVariablesWinAndFilesDoNot() {
    assertThat(new TracingConfigSource(Map.of()).getOrdinal()).isBetween(101, 299);
  }

  @Test
  void theServerFindsTheSource() {
    assertThat(ServiceLoader.load(ConfigSource.class))
        .hasAtLeastOneElementOfType(TracingConfigSource.class);
  }

  private static Map<String, String> properties(Map<String, String> env) {
    return new TracingConfigSource(env).getProperties();
  }

  private static String value(String name, Map<String, String> env) {
    return new TracingConfigSource(env).getValue(name);
  }
}
