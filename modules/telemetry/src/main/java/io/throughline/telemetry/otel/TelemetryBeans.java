package io.throughline.telemetry.otel;

import io.opentelemetry.api.OpenTelemetry;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.store.SpanStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Makes the telemetry module's objects injectable. */
@ApplicationScoped
public class TelemetryBeans {

  @Produces
  @ApplicationScoped
  Telemetry telemetry(OpenTelemetry openTelemetry) {
    return new OpenTelemetryTelemetry(openTelemetry);
  }

  @Produces
  SpanStore spanStore() {
    return SpanStore.shared();
  }
}
