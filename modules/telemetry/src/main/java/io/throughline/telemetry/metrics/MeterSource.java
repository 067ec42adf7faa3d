package io.throughline.telemetry.metrics;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;

/**
 * Where meters come from: the SDK that the server made for this application, which also sends them
 * out by OTLP, or, when only tracing is off, an SDK of metrics alone.
 */
final class MeterSource {

  private MeterSource() {}

  /**
   * @param killed true when the operator switched OpenTelemetry off altogether
   */
  static MeterProvider choose(
      OpenTelemetry server, MetricsReader reader, boolean killed, String service) {
    MeterProvider provider = server.getMeterProvider();
    if (reader.isRegistered()) {
      return provider;
    }
    return killed ? MeterProvider.noop() : ownProvider(service);
  }

  private static SdkMeterProvider ownProvider(String service) {
    Resource resource =
        Resource.getDefault()
            .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service)));
    return MetricsCustomizer.customize(SdkMeterProvider.builder().setResource(resource)).build();
  }

  /** For instrumentation that asks for everything and measures only. */
  static OpenTelemetry only(MeterProvider meters) {
    return new OpenTelemetry() {
      @Override
      public TracerProvider getTracerProvider() {
        return TracerProvider.noop();
      }

      @Override
      public MeterProvider getMeterProvider() {
        return meters;
      }

      @Override
      public ContextPropagators getPropagators() {
        return ContextPropagators.noop();
      }
    };
  }
}
