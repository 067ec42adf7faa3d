package io.throughline.telemetry.metrics;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.instrumentation.runtimemetrics.java8.RuntimeMetrics;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.export.SpanExports;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes metrics injectable, and measures the JVM. */
@ApplicationScoped
public class MetricsBeans {

  private static final int FIRST = 200;

  @Inject OpenTelemetry openTelemetry;

  @Inject
  @ConfigProperty(name = "OTEL_SDK_DISABLED")
  Optional<Boolean> disabled;

  @Inject
  @ConfigProperty(name = "otel.service.name", defaultValue = "throughline")
  String service;

  private MeterProvider meters;
  private RuntimeMetrics jvm;

  @PostConstruct
  void chooseProvider() {
    meters =
        MeterSource.choose(openTelemetry, MetricsReader.shared(), disabled.orElse(false), service);
  }

  void start(@Observes @Priority(FIRST) Startup event) {
    jvm = RuntimeMetrics.create(MeterSource.only(meters));
    new SpanAccounting(SpanExports.shared()::all).publish(metrics());
  }

  @PreDestroy
  void stop() {
    if (jvm != null) {
      jvm.close();
    }
  }

  @Produces
  @Singleton
  Metrics metrics() {
    return new OpenTelemetryMetrics(meters);
  }

  @Produces
  @Singleton
  PublishedMetrics published() {
    return new PublishedMetrics(MetricsReader.shared());
  }
}
