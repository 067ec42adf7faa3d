package io.throughline.telemetry.store;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;

/**
 * A span read back from the journal.
 *
 * @param startEpochNanos nanoseconds since 1970
 * @param endEpochNanos nanoseconds since 1970; the start while it is not known
 * @param ended false for a span that was written down while it ran
 */
record StoredSpan(
    SpanContext spanContext,
    SpanContext parentSpanContext,
    String name,
    SpanKind kind,
    long startEpochNanos,
    long endEpochNanos,
    boolean ended,
    StatusData status,
    Attributes attributes,
    List<EventData> events,
    List<LinkData> links,
    InstrumentationScopeInfo instrumentationScopeInfo,
    Resource resource)
    implements SpanData {

  /** The same span, declared over at {@code end} because its server died. */
  StoredSpan lostAt(long end) {
    Attributes marked =
        attributes.toBuilder()
            .put("throughline.lost", true)
            .put("error.type", "server_lost")
            .build();
    return new StoredSpan(
        spanContext,
        parentSpanContext,
        name,
        kind,
        startEpochNanos,
        Math.max(startEpochNanos, end),
        true,
        StatusData.error(),
        marked,
        events,
        links,
        instrumentationScopeInfo,
        resource);
  }

  @Override
  public SpanContext getSpanContext() {
    return spanContext;
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parentSpanContext;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public SpanKind getKind() {
    return kind;
  }

  @Override
  public long getStartEpochNanos() {
    return startEpochNanos;
  }

  @Override
  public long getEndEpochNanos() {
    return endEpochNanos;
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  @Override
  public StatusData getStatus() {
    return status;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public List<EventData> getEvents() {
    return events;
  }

  @Override
  public List<LinkData> getLinks() {
    return links;
  }

  @Override
  public int getTotalRecordedEvents() {
    return events.size();
  }

  @Override
  public int getTotalRecordedLinks() {
    return links.size();
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return instrumentationScopeInfo;
  }

  @Deprecated
  @Override
  public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(
        instrumentationScopeInfo.getName(), instrumentationScopeInfo.getVersion());
  }

  @Override
  public Resource getResource() {
    return resource;
  }
}
