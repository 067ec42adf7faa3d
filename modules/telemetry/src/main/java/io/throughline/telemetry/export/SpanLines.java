package io.throughline.telemetry.export;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.throughline.telemetry.api.AuditLevel;
import java.util.Collection;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * A line of the log for each span, for a look without any backend. The SDK's own exporter logs
 * below the level that Open Liberty shows on its console.
 */
final class SpanLines implements SpanExporter {

  private static final Logger LOG = Logger.getLogger("io.throughline.spans");
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}+");
  private static final double NANOS_PER_MILLI = 1e6;

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    spans.forEach(span -> LOG.log(AuditLevel.AUDIT, line(span)));
    return CompletableResultCode.ofSuccess();
  }

  static String line(SpanData span) {
    return String.format(
        Locale.ROOT,
        "span %s %s %s trace=%s span=%s parent=%s %.3f ms %s",
        span.getName(),
        span.getKind(),
        span.getStatus().getStatusCode(),
        span.getTraceId(),
        span.getSpanId(),
        span.getParentSpanId(),
        (span.getEndEpochNanos() - span.getStartEpochNanos()) / NANOS_PER_MILLI,
        attributes(span.getAttributes()));
  }

  /** Paths are the caller's: nothing in them may start a line of its own. */
  private static String attributes(Attributes attributes) {
    StringJoiner text = new StringJoiner(" ");
    attributes.forEach((key, value) -> text.add(key.getKey() + "=" + value));
    return UNPRINTABLE.matcher(text.toString()).replaceAll(" ");
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
