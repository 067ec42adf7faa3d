package io.throughline.telemetry.metrics;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;

/** Makes the SDK that the server builds for this application measure for {@code /metrics} too. */
public final class MetricsCustomizer implements AutoConfigurationCustomizerProvider {

  /** Its HTTP metric has the client's Host header as a label and no exemplars; ours replaces it. */
  private static final String SERVERS_HTTP =
      "io.openliberty.microprofile.telemetry20.internal.http";

  private static final String SPAN_PROCESSOR = "io.opentelemetry.sdk.trace";
  private static final String LOG_PROCESSOR = "io.opentelemetry.sdk.logs";

  @Override
  public void customize(AutoConfigurationCustomizer configuration) {
    configuration.addMeterProviderCustomizer((builder, config) -> customize(builder));
  }

  static SdkMeterProviderBuilder customize(SdkMeterProviderBuilder builder) {
    return builder
        .registerMetricReader(MetricsReader.shared())
        .registerView(
            InstrumentSelector.builder().setMeterName(SERVERS_HTTP).build(),
            View.builder().setAggregation(Aggregation.drop()).build())
        // This SDK's batch processors still have names from before the semantic conventions.
        .registerView(
            named(SPAN_PROCESSOR, "queueSize"), renamed("otel.sdk.processor.span.queue.size"))
        .registerView(
            named(SPAN_PROCESSOR, "processedSpans"), renamed("otel.sdk.processor.span.processed"))
        .registerView(
            named(LOG_PROCESSOR, "queueSize"), renamed("otel.sdk.processor.log.queue.size"))
        .registerView(
            named(LOG_PROCESSOR, "processedLogs"), renamed("otel.sdk.processor.log.processed"));
  }

  private static InstrumentSelector named(String meter, String instrument) {
    return InstrumentSelector.builder().setMeterName(meter).setName(instrument).build();
  }

  private static View renamed(String name) {
    return View.builder().setName(name).build();
  }
}
