package io.throughline.telemetry.otel;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.throughline.telemetry.config.CallerPolicy;
import io.throughline.telemetry.config.TraceDetail;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Optional;

/**
 * Continues the trace of a caller who is trusted; any other caller's request gets a trace of its
 * own with a link. Callers with the right to it may force a trace with {@code X-Force-Trace}. What
 * is read from anything but a request was written by this server and is continued as it is.
 */
final class CallerPropagator implements TextMapPropagator {

  private static final String FORCE = "X-Force-Trace";

  private final TextMapPropagator delegate;
  private final CallerPolicy trusted;
  private final CallerPolicy forcing;

  CallerPropagator(TextMapPropagator delegate, CallerPolicy trusted, CallerPolicy forcing) {
    this.delegate = delegate;
    this.trusted = trusted;
    this.forcing = forcing;
  }

  @Override
  public Collection<String> fields() {
    return delegate.fields();
  }

  @Override
  public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
    delegate.inject(context, carrier, setter);
  }

  @Override
  public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
    return carrier instanceof HttpServletRequest request
        ? forced(caller(context, request), request)
        : delegate.extract(context, carrier, getter);
  }

  private Context caller(Context context, HttpServletRequest request) {
    Context extracted = delegate.extract(context, request, RequestHeaders.INSTANCE);
    return trusted.grants(request.getRemoteAddr())
        ? extracted
        : CallerLink.mark(context, Span.fromContext(extracted).getSpanContext());
  }

  private Context forced(Context context, HttpServletRequest request) {
    Optional<TraceDetail> asked = ForcedTrace.asked(request.getHeader(FORCE));
    return asked.isPresent() && forcing.grants(request.getRemoteAddr())
        ? ForcedTrace.mark(context, asked.get())
        : context;
  }
}
