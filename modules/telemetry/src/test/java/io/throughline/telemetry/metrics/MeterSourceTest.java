package io.throughline.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import org.junit.jupiter.api.Test;

class MeterSourceTest {

  @Test
  void withTheServersSdkOffMetricsStillWork() throws Exception {
    MeterProvider provider =
        MeterSource.choose(OpenTelemetry.noop(), MetricsReader.shared(), false, "my-service");
    provider.get("test").counterBuilder("throughline.test").build().add(1);

    assertThat(MetricsReader.shared().collect())
        .singleElement()
        .satisfies(
            metric -> {
              assertThat(metric.getName()).isEqualTo("throughline.test");
              assertThat(metric.getResource().getAttributes().asMap()).containsValue("my-service");
            });
    MetricsReader.shared().shutdown();
  }

  @Test
  void theKillSwitchSwitchesMetricsOffToo() {
    MetricsReader reader = new MetricsReader();

    MeterProvider provider = MeterSource.choose(OpenTelemetry.noop(), reader, true, "my-service");

    assertThat(provider).isSameAs(MeterProvider.noop());
    assertThat(new PublishedMetrics(reader).areOn()).isFalse();
  }
}
