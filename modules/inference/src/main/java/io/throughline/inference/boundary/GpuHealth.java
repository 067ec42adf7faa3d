package io.throughline.inference.boundary;

import io.throughline.inference.control.GpuBeans;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** The graphics card as part of {@code /health}. Always up: without one the processor works. */
@Liveness
@ApplicationScoped
public class GpuHealth implements HealthCheck {

  @Inject GpuBeans graphics;

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("gpu").withData("available", graphics.device().isPresent()).up();
    graphics
        .device()
        .ifPresentOrElse(
            info ->
                answer
                    .withData("name", info.name())
                    .withData("compute_capability", info.architecture())
                    .withData("driver", info.driver())
                    .withData("memory_bytes", info.memoryBytes()),
            () -> answer.withData("reason", graphics.reason()));
    return answer.build();
  }
}
