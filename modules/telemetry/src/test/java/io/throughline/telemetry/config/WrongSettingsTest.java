package io.throughline.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wrong value is one line that names the setting, and counts as not set. */
class WrongSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "TRACING, sometimes",
    "OTEL_ENABLED, maybe",
    "OTEL_SDK_DISABLED, perhaps",
    "ENVIRONMENT, prod",
    "OTEL_TRACES_SAMPLER, jaeger_remote",
    "OTEL_TRACES_SAMPLER_ARG, 1.5",
    "OTEL_TRACES_SAMPLER_ARG, ten percent",
    "OTEL_TRACES_SAMPLER_ARG, NaN",
    "observability__OTEL_TRACE_SAMPLE_RATE, -1",
    "OTEL_TRACES_EXPORTER, jaeger",
    "OTEL_EXPORTER_TYPE, udp",
    "OTEL_EXPORTER_CONSOLE, 2",
    "OTEL_EXPORTER_OTLP_PROTOCOL, http/json",
    "OTEL_EXPORTER_OTLP_ENDPOINT, jaeger:4317",
    "OTEL_EXPORTER_OTLP_ENDPOINT, http://",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, ftp://x",
    "OTEL_EXPORTER_OTLP_HEADERS, secret",
    "OTEL_EXPORTER_OTLP_HEADERS, x=%zz",
    "OTEL_EXPORTER_ZIPKIN_ENDPOINT, zipkin",
    "OTEL_RESOURCE_ATTRIBUTES, team",
    "OTEL_BSP_SCHEDULE_DELAY, soon",
    "OTEL_BSP_MAX_QUEUE_SIZE, -5",
    "OTEL_PROPAGATORS, pigeon",
    "OTEL_EXPORTER_OTLP_COMPRESSION, zip",
    "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT, none",
    "THROUGHLINE_TRACE_DETAIL, all",
    "THROUGHLINE_TRACE_TRUSTED_CALLERS, example.com",
    "THROUGHLINE_TRACE_FORCE_CALLERS, 10.0.0.0/99"
  })
  void aWrongValueIsOneLineThatNamesTheSetting(String name, String value) {
    TracingSettings settings = TracingSettings.read(Map.of(name, value)::get);

    assertThat(settings.problems()).singleElement().asString().startsWith(name);
    assertThat(settings.problems().get(0)).doesNotContain("\n").hasSizeLessThan(300);
  }

  @Test
  void aWrongValueCountsAsNotSetAlsoWhereTheSdkWouldReadItItself() {
    TracingSettings settings =
        TracingSettings.read(
            Map.of(
                    "ENVIRONMENT", "production",
                    "OTEL_TRACES_SAMPLER", "jaeger_remote",
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "jaeger:4317",
                    "OTEL_TRACES_EXPORTER", "otlp,zipkin,jaeger",
                    "OTEL_EXPORTER_OTLP_HEADERS", "secret",
                    "OTEL_BSP_MAX_QUEUE_SIZE", "many")
                ::get);

    assertThat(settings.sdkProperties())
        .containsEntry("otel.traces.sampler", "parentbased_traceidratio")
        .containsEntry("otel.traces.sampler.arg", "0.1")
        .containsEntry("otel.traces.exporter", "zipkin")
        .containsEntry("otel.exporter.otlp.traces.headers", "")
        .containsEntry("otel.bsp.max.queue.size", "")
        .containsEntry("otel.attribute.value.length.limit", "16384");
    assertThat(settings.problems()).hasSize(5).noneMatch(line -> line.contains("secret"));
  }

  @Test
  void aWrongListOfTrustedCallersTrustsNobody() {
    TracingSettings settings =
        TracingSettings.read(Map.of("THROUGHLINE_TRACE_TRUSTED_CALLERS", "loopback,me")::get);

    assertThat(settings.trusted().grants("127.0.0.1")).isFalse();
    assertThat(settings.forcing().grants("127.0.0.1")).isTrue();
  }

  @Test
  void aWrongValueCannotStartALineOfTheLog() {
    TracingSettings settings =
        TracingSettings.read(Map.of("ENVIRONMENT", "x\n[ERROR] forged" + "y".repeat(500))::get);

    assertThat(settings.problems().get(0)).doesNotContain("\n").hasSizeLessThan(250);
  }
}
