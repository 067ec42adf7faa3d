package io.throughline.telemetry.otel;

import io.opentelemetry.api.OpenTelemetry;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.store.SpanStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the telemetry module's objects injectable. */
@ApplicationScoped
public class TelemetryBeans {

  /** Without a client proxy: it is asked several times in each request. */
  @Produces
  @Singleton
  Telemetry telemetry(
      OpenTelemetry openTelemetry,
      @ConfigProperty(name = "otel.sdk.disabled", defaultValue = "true") boolean off) {
    return off ? Telemetry.off() : new OpenTelemetryTelemetry(openTelemetry);
  }

  @Produces
  SpanStore spanStore() {
    return SpanStore.shared();
  }
}
