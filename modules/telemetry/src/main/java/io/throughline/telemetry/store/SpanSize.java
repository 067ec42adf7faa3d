package io.throughline.telemetry.store;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;

/** Estimates the heap that a kept span takes: objects by what was measured, text by its length. */
final class SpanSize {

  /** Of a span that has just started, until its attributes are known. */
  static final int STARTED = 900;

  private static final int SPAN = 560;
  private static final int ATTRIBUTE = 56;
  private static final int EVENT = 120;
  private static final int LINK = 96;

  private SpanSize() {}

  static long of(SpanData span) {
    long bytes = SPAN + of(span.getAttributes()) + (long) LINK * span.getLinks().size();
    List<EventData> events = span.getEvents();
    for (int i = 0; i < events.size(); i++) {
      bytes += EVENT + of(events.get(i).getAttributes());
    }
    return bytes;
  }

  private static long of(Attributes attributes) {
    if (attributes.isEmpty()) {
      return 0;
    }
    long[] bytes = {(long) ATTRIBUTE * attributes.size()};
    attributes.forEach((key, value) -> bytes[0] += ofValue(value));
    return bytes[0];
  }

  private static long ofValue(Object value) {
    if (value instanceof String text) {
      return 40 + text.length();
    }
    if (value instanceof List<?> list) {
      long bytes = 40;
      for (Object item : list) {
        bytes += 8 + ofValue(item);
      }
      return bytes;
    }
    return 16;
  }
}
