package io.throughline.telemetry.otel;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.Map;

/**
 * Keeps oversized trace headers away from the parsers behind it; the request is served as if they
 * had not been sent. The caps are those of W3C Baggage (8192 bytes, 64 members) and, for {@code
 * tracestate}, four times what W3C Trace Context asks everybody to pass on. OpenTelemetry before
 * 1.62 parses baggage of any size (CVE-2026-45292).
 */
final class CappedPropagator implements TextMapPropagator {

  private static final int MAX_BAGGAGE_MEMBERS = 64;
  private static final Map<String, Integer> MAX_LENGTH =
      Map.of("traceparent", 256, "tracestate", 2048, "baggage", 8192);
  private static final int MAX_OTHER = 1024;

  private final TextMapPropagator delegate;

  CappedPropagator(TextMapPropagator delegate) {
    this.delegate = delegate;
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
    return delegate.extract(context, carrier, new CappedGetter<>(getter));
  }

  private record CappedGetter<C>(TextMapGetter<C> getter) implements TextMapGetter<C> {

    @Override
    public Iterable<String> keys(C carrier) {
      return getter.keys(carrier);
    }

    @Override
    public String get(C carrier, String key) {
      String value = getter.get(carrier, key);
      return value == null || isTooLarge(key, value) ? null : value;
    }

    private static boolean isTooLarge(String key, String value) {
      return value.length() > MAX_LENGTH.getOrDefault(key, MAX_OTHER)
          || (key.equals("baggage")
              && value.chars().filter(c -> c == ',').count() >= MAX_BAGGAGE_MEMBERS);
    }
  }
}
