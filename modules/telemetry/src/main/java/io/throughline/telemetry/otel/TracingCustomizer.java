package io.throughline.telemetry.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.throughline.telemetry.config.ConfiguredSettings;
import io.throughline.telemetry.config.TracingSettings;
import io.throughline.telemetry.export.ExportPlan;
import io.throughline.telemetry.export.SpanExports;
import io.throughline.telemetry.sql.SqlSpanNames;
import io.throughline.telemetry.store.SpanStore;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Hooks settings, caps, sampler, span store and export queues into the SDK that the server builds
 * for this application.
 */
public final class TracingCustomizer implements AutoConfigurationCustomizerProvider {

  private static final AttributeKey<String> INSTANCE =
      AttributeKey.stringKey("service.instance.id");

  private final Supplier<TracingSettings> settings;

  public TracingCustomizer() {
    this(() -> TracingSettings.read(ConfiguredSettings.current()));
  }

  TracingCustomizer(Supplier<TracingSettings> settings) {
    this.settings = settings;
  }

  @Override
  public void customize(AutoConfigurationCustomizer sdk) {
    TracingSettings wanted = settings.get();
    UnaryOperator<SpanData> shape =
        wanted.legacyAttributes() ? LegacyAttributes::of : UnaryOperator.identity();
    SpanStore.shared().showAs(shape);
    SpanStore.shared().insistOn(context -> ForcedTrace.detail(context).isPresent());
    ExportPlan exports = new ExportPlan(SpanExports.shared(), wanted::exporterShown, shape);
    sdk.addPropertiesCustomizer(config -> wanted.sdkProperties())
        .addResourceCustomizer((resource, config) -> withInstance(resource, wanted))
        .addPropagatorCustomizer(
            (propagator, config) ->
                new CallerPropagator(
                    new CappedPropagator(propagator), wanted.trusted(), wanted.forcing()))
        .addSamplerCustomizer((sampler, config) -> new ThroughlineSampler(sampler, wanted.detail()))
        .addSpanExporterCustomizer(exports::take)
        .addSpanProcessorCustomizer(exports::replace)
        .addTracerProviderCustomizer(
            (builder, config) -> processors(builder, wanted, exports, config));
  }

  /** The server gives every instance an id of its own making, also where the operator gave one. */
  private static Resource withInstance(Resource resource, TracingSettings wanted) {
    return wanted
        .instanceId()
        .map(id -> resource.toBuilder().put(INSTANCE, id).build())
        .orElse(resource);
  }

  private static SdkTracerProviderBuilder processors(
      SdkTracerProviderBuilder builder,
      TracingSettings wanted,
      ExportPlan exports,
      ConfigProperties config) {
    builder
        .addSpanProcessor(new RequestSpans())
        .addSpanProcessor(new SqlSpanNames())
        .addSpanProcessor(new CallerLink());
    if (wanted.kept()) {
      builder.addSpanProcessor(SpanStore.shared());
    }
    exports.open(config).forEach(builder::addSpanProcessor);
    return builder;
  }
}
