package io.throughline.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each setting, under each of its names, makes of tracing. */
class TracingSettingsTest {

  @Test
  void withoutSettingsEveryTraceIsKeptAndSentNowhere() {
    TracingSettings settings = settings(Map.of());

    assertThat(settings.state().on()).isTrue();
    assertThat(settings.serviceName()).isEqualTo("throughline");
    assertThat(settings.samplerName()).isEqualTo("parentbased_always_on");
    assertThat(settings.exporterNames()).isEqualTo("none");
    assertThat(settings.detail()).isEqualTo(TraceDetail.DEFAULT);
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.summary())
        .isEqualTo(
            "Tracing is on: service throughline, environment development, sampler"
                + " parentbased_always_on, detail default, exporters none; recent traces at"
                + " /traces.");
  }

  @ParameterizedTest
  @CsvSource({
    "TRACING, off",
    "TRACING, OFF",
    "TRACING, false",
    "OTEL_SDK_DISABLED, true",
    "OTEL_SDK_DISABLED, TRUE",
    "OTEL_ENABLED, false",
    "observability__OTEL_ENABLED, false"
  })
  void eachSwitchSwitchesOffAndTheLineNamesIt(String name, String value) {
    TracingSettings settings = settings(Map.of(name, value));

    assertThat(settings.state().on()).isFalse();
    assertThat(settings.summary()).isEqualTo("Tracing is off (" + name + "=" + value + ").");
  }

  @Test
  void theServersOwnSwitchWinsOverTheAliases() {
    assertThat(settings(Map.of("TRACING", "on", "OTEL_ENABLED", "false")).state().on()).isTrue();
    assertThat(settings(Map.of("TRACING", "on", "OTEL_SDK_DISABLED", "true")).state().on())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "banana"})
  void anSdkThatIsEnabledInTheEnvironmentIsOpenLibertysAndTheLineSaysWhatIsMissing(String value) {
    TracingSettings settings = settings(Map.of("OTEL_SDK_DISABLED", value));

    assertThat(settings.state().byServer()).isTrue();
    assertThat(settings.summary()).contains("OTEL_SDK_DISABLED=" + value, "do not work");
    assertThat(settings.problems()).hasSize(value.equals("false") ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({
    "development, parentbased_always_on",
    "testing, parentbased_always_on",
    "staging, parentbased_always_on",
    "production, parentbased_traceidratio 0.1",
    "Production, parentbased_traceidratio 0.1"
  })
  void theEnvironmentChoosesTheSampler(String environment, String sampler) {
    assertThat(settings(Map.of("ENVIRONMENT", environment)).samplerName()).isEqualTo(sampler);
    assertThat(settings(Map.of("OTEL_DEPLOYMENT_ENVIRONMENT", environment)).samplerName())
        .isEqualTo(sampler);
  }

  @ParameterizedTest
  @CsvSource({
    "production, always_on, , always_on",
    "production, traceidratio, 0.5, traceidratio 0.5",
    "production, parentbased_traceidratio, , parentbased_traceidratio 1.0",
    "production, , 0.25, parentbased_traceidratio 0.25",
    "development, , 0.25, parentbased_traceidratio 0.25",
    "development, parentbased_always_off, , parentbased_always_off"
  })
  void samplerAndRatioOverrideTheEnvironment(
      String environment, String sampler, String ratio, String expected) {
    Map<String, String> env = new HashMap<>();
    env.put("ENVIRONMENT", environment);
    env.put("OTEL_TRACES_SAMPLER", sampler);
    env.put("OTEL_TRACES_SAMPLER_ARG", ratio);

    assertThat(settings(env).samplerName()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"production, parentbased_traceidratio 0.3", "development, parentbased_always_on"})
  void theSampleRateOfWhisperxIsThatOfProduction(String environment, String sampler) {
    assertThat(
            settings(
                    Map.of(
                        "ENVIRONMENT", environment, "observability__OTEL_TRACE_SAMPLE_RATE", "0.3"))
                .samplerName())
        .isEqualTo(sampler);
  }

  @ParameterizedTest
  @CsvSource({
    "http://jaeger:4317, otlp (grpc) to http://jaeger:4317, http://jaeger:4317",
    "http://localhost:4318, otlp (http/protobuf) to http://localhost:4318,"
        + " http://localhost:4318/v1/traces",
    "http://localhost:4318/v1/traces, otlp (http/protobuf) to http://localhost:4318/v1/traces,"
        + " http://localhost:4318/v1/traces",
    "https://api.honeycomb.io, otlp (grpc) to https://api.honeycomb.io, https://api.honeycomb.io"
  })
  void anEndpointTurnsOtlpOnAndItsPortSaysWhichProtocol(
      String endpoint, String shown, String property) {
    TracingSettings settings = settings(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint));

    assertThat(settings.exporterNames()).isEqualTo("otlp");
    assertThat(settings.exporterShown("otlp")).isEqualTo(shown);
    assertThat(settings.sdkProperties())
        .containsEntry("otel.exporter.otlp.traces.endpoint", property);
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_PROTOCOL, http/protobuf, http/protobuf",
    "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL, http/protobuf, http/protobuf",
    "OTEL_EXPORTER_TYPE, http, http/protobuf",
    "OTEL_EXPORTER_TYPE, grpc, grpc"
  })
  void aProtocolThatIsSaidWins(String name, String value, String protocol) {
    assertThat(
            settings(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://jaeger:4317", name, value))
                .sdkProperties())
        .containsEntry("otel.exporter.otlp.traces.protocol", protocol);
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_TRACES_EXPORTER, 'otlp,zipkin,logging', 'logging,otlp,zipkin'",
    "OTEL_TRACES_EXPORTER, console, logging",
    "OTEL_TRACES_EXPORTER, none, none",
    "OTEL_EXPORTER_TYPE, console, logging",
    "OTEL_EXPORTER_CONSOLE, true, logging",
    "OTEL_EXPORTER_CONSOLE, false, none",
    "OTEL_EXPORTER_GCP_TRACE, true, otlp",
    "OTEL_EXPORTER_OTLP_ENDPOINT, '', none"
  })
  void exportersHaveSeveralNames(String name, String value, String exporters) {
    TracingSettings settings = settings(Map.of(name, value));

    assertThat(settings.exporterNames().split(",")).containsExactlyInAnyOrder(exporters.split(","));
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void theSettingsOfWhisperxWorkUnchanged() {
    TracingSettings settings =
        settings(
            Map.of(
                "observability__OTEL_ENABLED", "true",
                "observability__OTEL_SERVICE_NAME", "whisperx-api",
                "observability__OTEL_SERVICE_VERSION", "0.4.1",
                "observability__OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317",
                "observability__OTEL_EXPORTER_OTLP_INSECURE", "true"));

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.serviceName()).isEqualTo("whisperx-api");
    assertThat(settings.exporterShown("otlp")).isEqualTo("otlp (grpc) to http://localhost:4317");
    assertThat(settings.sdkProperties().get("otel.resource.attributes"))
        .contains("service.version=0.4.1");
  }

  @Test
  void resourceAttributesAreMergedAndTheOperatorsWin() {
    TracingSettings settings =
        settings(
            Map.of(
                "OTEL_RESOURCE_ATTRIBUTES",
                "service.name=mine,service.namespace=lab,team=a%20b%2C+c,service.instance.id=one"));

    assertThat(settings.serviceName()).isEqualTo("mine");
    assertThat(settings.instanceId()).hasValue("one");
    assertThat(settings.sdkProperties().get("otel.resource.attributes").split(","))
        .contains(
            "service.namespace=lab", "deployment.environment.name=development", "team=a%20b%2C%2Bc")
        .doesNotContain("service.namespace=throughline");
  }

  @Test
  void headersAreSentButNeverShown() {
    TracingSettings settings =
        settings(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "https://user:pass@tempo.example/otlp?key=hidden",
                "OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic%20c2Vj+mV0=,x-scope=hidden"));

    assertThat(settings.sdkProperties())
        .containsEntry(
            "otel.exporter.otlp.traces.headers",
            "authorization=Basic%20c2Vj%2BmV0%3D,x-scope=hidden");
    assertThat(settings.summary())
        .contains("https://tempo.example/otlp with 2 headers")
        .doesNotContain("c2Vj", "hidden", "pass");
  }

  private static TracingSettings settings(Map<String, String> env) {
    return TracingSettings.read(env::get);
  }
}
