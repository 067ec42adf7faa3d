package io.throughline.telemetry.otel;

import io.throughline.telemetry.config.TracingSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * What tracing does, as part of {@code /health}. Always up: whether spans arrive anywhere has no
 * say in whether requests may.
 */
@Liveness
@ApplicationScoped
public class TracingHealth implements HealthCheck {

  @Inject TracingSettings settings;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("tracing")
        .withData("enabled", settings.state().on())
        .withData("service_name", settings.serviceName())
        .withData("exporter_type", settings.exporterNames())
        .withData("sampler", settings.samplerName())
        .up()
        .build();
  }
}
