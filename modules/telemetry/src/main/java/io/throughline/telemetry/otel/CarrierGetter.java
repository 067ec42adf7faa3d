package io.throughline.telemetry.otel;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.throughline.telemetry.api.TraceCarrier;

/** Lets a propagator read a {@link TraceCarrier}. */
enum CarrierGetter implements TextMapGetter<TraceCarrier> {
  INSTANCE;

  @Override
  public Iterable<String> keys(TraceCarrier carrier) {
    return carrier.fields().keySet();
  }

  @Override
  public String get(TraceCarrier carrier, String key) {
    return carrier == null ? null : carrier.fields().get(key);
  }
}
