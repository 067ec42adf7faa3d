package io.throughline.telemetry.otel;

import io.opentelemetry.api.OpenTelemetry;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.config.ConfiguredSettings;
import io.throughline.telemetry.config.TracingSettings;
import io.throughline.telemetry.store.SpanStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the telemetry module's objects injectable. */
@ApplicationScoped
public class TelemetryBeans {

  /** Without a client proxy: it is asked several times in each request. */
  @Produces
  @Singleton
  Telemetry telemetry(OpenTelemetry openTelemetry, TracingSettings settings) {
    return settings.state().on() ? new OpenTelemetryTelemetry(openTelemetry) : Telemetry.off();
  }

  /** Read again for CDI: the SDK was built before there was any. */
  @Produces
  @Singleton
  TracingSettings tracingSettings() {
    return TracingSettings.read(ConfiguredSettings.current());
  }

  @Produces
  SpanStore spanStore() {
    return SpanStore.shared();
  }
}
