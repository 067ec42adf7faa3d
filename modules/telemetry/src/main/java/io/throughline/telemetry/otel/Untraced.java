package io.throughline.telemetry.otel;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/** Marks a context whose spans are not to be recorded. */
final class Untraced {

  private static final ContextKey<Boolean> KEY = ContextKey.named("throughline-untraced");

  private Untraced() {}

  static Context mark(Context context) {
    return context.with(KEY, true);
  }

  static boolean isMarked(Context context) {
    return context.get(KEY) != null;
  }
}
