package io.throughline.telemetry.otel;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.SpanBody;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** {@link Telemetry} on an OpenTelemetry SDK. Thread-safe. */
public final class OpenTelemetryTelemetry implements Telemetry {

  private static final String SCOPE = "io.throughline";

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  public OpenTelemetryTelemetry(OpenTelemetry openTelemetry) {
    this.tracer = openTelemetry.getTracer(SCOPE);
    this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
  }

  @Override
  public <T, X extends Exception> T inSpan(SpanSpec spec, SpanBody<T, X> body) throws X {
    Context parent = parentOf(spec);
    Span span = builder(spec, parent).startSpan();
    try (Scope scope = parent.with(span).makeCurrent()) {
      return body.run(new RecordingSpan(span));
    } catch (Throwable failure) {
      if (!isCancellation(failure)) {
        RecordedException.failed(span, failure);
      }
      throw failure;
    } finally {
      span.end();
    }
  }

  @Override
  public void record(SpanSpec spec, Instant start, Instant end) {
    builder(spec, parentOf(spec)).setStartTimestamp(start).startSpan().end(end);
  }

  @Override
  public <T, X extends Exception> T untraced(SpanBody<T, X> body) throws X {
    try (Scope scope = Untraced.mark(Context.current()).makeCurrent()) {
      return body.run(new RecordingSpan(Span.getInvalid()));
    }
  }

  @Override
  public <T, X extends Exception> T under(TraceCarrier carrier, SpanBody<T, X> body) throws X {
    try (Scope scope = extract(carrier).makeCurrent()) {
      return body.run(current());
    }
  }

  @Override
  public void recordFailure(Throwable failure) {
    RecordedException.failed(Span.current(), failure);
  }

  @Override
  public ActiveSpan current() {
    return new RecordingSpan(Span.current());
  }

  @Override
  public TraceCarrier capture() {
    Map<String, String> fields = new HashMap<>();
    propagator.inject(Context.current(), fields, Map::put);
    ForcedTrace.store(Context.current(), fields);
    return new TraceCarrier(fields);
  }

  private Context parentOf(SpanSpec spec) {
    return spec.parent().map(this::extract).orElseGet(Context::current);
  }

  private Context extract(TraceCarrier carrier) {
    Context context = ForcedTrace.restore(Context.root(), carrier.fields());
    return propagator.extract(context, carrier, CarrierGetter.INSTANCE);
  }

  private SpanBuilder builder(SpanSpec spec, Context parent) {
    SpanBuilder builder =
        tracer
            .spanBuilder(spec.name())
            .setParent(parent)
            .setSpanKind(io.opentelemetry.api.trace.SpanKind.valueOf(spec.kind().name()))
            .setAllAttributes(AttributeValues.of(spec.attributes()));
    spec.links().stream()
        .map(link -> Span.fromContext(extract(link)).getSpanContext())
        .filter(io.opentelemetry.api.trace.SpanContext::isValid)
        .forEach(builder::addLink);
    return builder;
  }

  private static boolean isCancellation(Throwable failure) {
    return failure instanceof CancellationException
        || failure instanceof InterruptedException
        || failure instanceof ClosedByInterruptException;
  }
}
