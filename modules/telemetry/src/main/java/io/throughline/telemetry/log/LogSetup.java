package io.throughline.telemetry.log;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Adds the log fields when the application starts and takes them away when it stops. */
@ApplicationScoped
public class LogSetup {

  private static final int FIRST = 100;

  @Inject
  @ConfigProperty(name = "otel.service.name", defaultValue = "throughline")
  String service;

  @Inject
  @ConfigProperty(name = "throughline.log.cloud-project")
  Optional<String> cloudProject;

  private LogExtensions extensions;

  void start(@Observes @Priority(FIRST) Startup event) {
    extensions = new LogExtensions(service, cloudProject);
    extensions.register();
  }

  @PreDestroy
  void stop() {
    if (extensions != null) {
      extensions.unregister();
    }
  }
}
