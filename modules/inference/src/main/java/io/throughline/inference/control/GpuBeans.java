package io.throughline.inference.control;

import io.throughline.inference.api.DeviceInfo;
import io.throughline.inference.engine.gpu.Cuda;
import io.throughline.inference.engine.gpu.Gpu;
import io.throughline.search.api.VectorScanner;
import io.throughline.telemetry.api.AuditLevel;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.Timelines;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the graphics card's objects injectable, and says at start whether there is one. */
@ApplicationScoped
public class GpuBeans {

  private static final Logger LOG = Logger.getLogger(GpuBeans.class.getName());

  /** Jobs that drain may be at work on the card, and search gives its memory back. */
  private static final int AFTER_SEARCHES = 3500;

  @Inject
  @ConfigProperty(name = "throughline.gpu.max-concurrent", defaultValue = "2")
  int atOnce;

  @Produces
  @Singleton
  DeviceWork work(Telemetry telemetry, Timelines timelines, Metrics metrics, Clock clock) {
    return new DeviceWork(telemetry, timelines, metrics, clock, atOnce);
  }

  /** Null without a card: then nobody scans. */
  @Produces
  @Dependent
  VectorScanner scanner(DeviceWork work, Telemetry telemetry) {
    return Cuda.probed()
        .gpu()
        .map(gpu -> new TracedVectorScanner(gpu, work, telemetry))
        .orElse(null);
  }

  /** The graphics card, if there is one. */
  public Optional<DeviceInfo> device() {
    return Cuda.probed().gpu().map(Gpu::info);
  }

  /** Why there is none; empty if there is one. */
  public String reason() {
    return Cuda.probed().reason();
  }

  void started(@Observes Startup event) {
    LOG.log(
        AuditLevel.AUDIT,
        device()
            .map(
                info ->
                    "Graphics card: "
                        + info.name()
                        + ", compute capability "
                        + info.architecture()
                        + ". Pictures are worked on there unless THROUGHLINE_IMAGE_ENGINE says"
                        + " otherwise.")
            .orElseGet(
                () -> "No graphics card (" + reason() + "): the processor does everything."));
  }

  void stop(
      @Observes @Priority(AFTER_SEARCHES) @BeforeDestroyed(ApplicationScoped.class) Object event) {
    Cuda.probed().gpu().ifPresent(Gpu::close);
  }
}
