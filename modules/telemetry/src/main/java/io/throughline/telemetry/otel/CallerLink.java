package io.throughline.telemetry.otel;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Links the span of a request to the span that an untrusted caller named: the request starts a
 * trace of its own, and who looks for the caller's finds it.
 */
final class CallerLink implements SpanProcessor {

  private static final ContextKey<SpanContext> KEY = ContextKey.named("throughline-caller");

  static Context mark(Context context, SpanContext caller) {
    return caller.isValid() ? context.with(KEY, caller) : context;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    if (span.getKind() == SpanKind.SERVER) {
      SpanContext caller = parent.get(KEY);
      if (caller != null) {
        span.addLink(caller);
      }
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
