package io.throughline.telemetry.sql;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;

/**
 * An OpenTelemetry without metrics. The JDBC instrumentation cannot bound the labels of its own
 * with the server's SDK, switches them off, and says so with a warning at every start.
 */
record TracesOnly(OpenTelemetry delegate) implements OpenTelemetry {

  @Override
  public TracerProvider getTracerProvider() {
    return delegate.getTracerProvider();
  }

  @Override
  public ContextPropagators getPropagators() {
    return delegate.getPropagators();
  }
}
