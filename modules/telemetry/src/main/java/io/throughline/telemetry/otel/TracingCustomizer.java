package io.throughline.telemetry.otel;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.throughline.telemetry.sql.SqlSpanNames;
import io.throughline.telemetry.store.SpanStore;

/**
 * Hooks the span store and the sampler into the SDK that the server builds for this application.
 */
public final class TracingCustomizer implements AutoConfigurationCustomizerProvider {

  @Override
  public void customize(AutoConfigurationCustomizer configuration) {
    configuration
        .addPropagatorCustomizer((propagator, config) -> new CappedPropagator(propagator))
        .addSamplerCustomizer((sampler, config) -> new ThroughlineSampler(sampler))
        .addTracerProviderCustomizer(
            (builder, config) ->
                builder
                    .addSpanProcessor(new QueryStringRedaction())
                    .addSpanProcessor(new SqlSpanNames())
                    .addSpanProcessor(SpanStore.shared()));
  }
}
