package io.throughline.telemetry.otel;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.throughline.telemetry.config.TraceDetail;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Marks a context whose spans are recorded whatever the sampler says. The mark goes with a job in a
 * field of its trace carrier that no header can set.
 */
final class ForcedTrace {

  static final String FIELD = "throughline-force-trace";

  private static final ContextKey<TraceDetail> KEY = ContextKey.named("throughline-forced");

  private ForcedTrace() {}

  static Context mark(Context context, TraceDetail detail) {
    return context.with(KEY, detail);
  }

  static Optional<TraceDetail> detail(Context context) {
    return Optional.ofNullable(context.get(KEY));
  }

  /** What {@code X-Force-Trace} asks for. */
  static Optional<TraceDetail> asked(String header) {
    if (header == null) {
      return Optional.empty();
    }
    return switch (header.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(TraceDetail.DEFAULT);
      case "gpu" -> Optional.of(TraceDetail.GPU);
      default -> Optional.empty();
    };
  }

  static void store(Context context, Map<String, String> fields) {
    detail(context).ifPresent(detail -> fields.put(FIELD, detail.name()));
  }

  static Context restore(Context context, Map<String, String> fields) {
    String detail = fields.get(FIELD);
    return detail == null ? context : mark(context, TraceDetail.valueOf(detail));
  }
}
