package io.throughline.telemetry.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Puts the server's own spans of requests right. What callers write into a query string is taken
 * off: it may be a search, a name or a key; that there was one stays visible. A request that fits
 * no resource is named by its method. Must come before all processors that keep spans.
 */
final class RequestSpans implements SpanProcessor {

  private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
  private static final String REDACTED = "REDACTED";

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    String name = span.getName();
    if (name.endsWith(" ")) {
      span.updateName(name.strip());
    }
    if (span.getAttribute(QUERY) != null) {
      span.setAttribute(QUERY, REDACTED);
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
