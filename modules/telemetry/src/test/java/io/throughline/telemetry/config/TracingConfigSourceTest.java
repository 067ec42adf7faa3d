package io.throughline.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class TracingConfigSourceTest {

  @Test
  void theSdkIsBuiltUnlessTracingIsOff() {
    assertThat(value("otel.sdk.disabled", Map.of())).isEqualTo("false");
    assertThat(value("otel.sdk.disabled", Map.of("TRACING", "off"))).isEqualTo("true");
    assertThat(value("otel.sdk.disabled", Map.of("OTEL_ENABLED", "false"))).isEqualTo("true");
  }

  @Test
  void theCommandLineStaysOutAndMetricsAndLogsAreNotSentUnasked() {
    assertThat(new TracingConfigSource(Map.<String, String>of()::get).getProperties())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "otel.sdk.disabled", "false",
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none",
                "otel.java.disabled.resource.providers",
                    "io.opentelemetry.instrumentation.resources.ProcessResourceProvider"));
  }

  @Test
  void theEnvironmentsOwnVariablesWinAndFilesDoNot() {
    assertThat(new TracingConfigSource().getOrdinal()).isBetween(101, 299);
  }

  @Test
  void theServerFindsTheSource() {
    assertThat(ServiceLoader.load(ConfigSource.class))
        .hasAtLeastOneElementOfType(TracingConfigSource.class);
  }

  @Test
  void settingsAreFoundInAnySourceAndStandardOnesUnderBothNames() {
    ConfiguredSettings settings =
        new ConfiguredSettings(
            List.of(
                new TracingConfigSource(Map.<String, String>of()::get),
                source(Map.of("otel.service.name", "dotted", "ENVIRONMENT", " ")),
                source(Map.of("ENVIRONMENT", "staging", "OTEL_SERVICE_NAME", "later"))));

    assertThat(settings.apply("OTEL_SERVICE_NAME")).isEqualTo("dotted");
    assertThat(settings.apply("ENVIRONMENT")).isEqualTo("staging");
    assertThat(settings.apply("OTEL_SDK_DISABLED")).isNull();
  }

  private static ConfigSource source(Map<String, String> values) {
    return new ConfigSource() {
      @Override
      public Set<String> getPropertyNames() {
        return values.keySet();
      }

      @Override
      public String getValue(String name) {
        return values.get(name);
      }

      @Override
      public String getName() {
        return "test";
      }
    };
  }

  private static String value(String name, Map<String, String> settings) {
    return new TracingConfigSource(settings::get).getValue(name);
  }
}
