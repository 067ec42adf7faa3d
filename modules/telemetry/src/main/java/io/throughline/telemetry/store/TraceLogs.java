package io.throughline.telemetry.store;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** The newest log lines that were written in a recorded span. Thread-safe. */
public final class TraceLogs extends Handler {

  private static final int MAX_MESSAGE = 2_000;
  private static final Formatter FORMAT = new SimpleFormatter();

  private final int maxLines;
  private final Deque<LogLine> lines = new ArrayDeque<>();

  /**
   * @param maxLines how many are kept
   */
  public TraceLogs(int maxLines) {
    this.maxLines = maxLines;
  }

  @Override
  public void publish(LogRecord record) {
    SpanContext span = Span.current().getSpanContext();
    if (!span.isSampled() || !isLoggable(record)) {
      return;
    }
    String message = FORMAT.formatMessage(record);
    String text = message == null ? "" : message;
    Throwable thrown = record.getThrown();
    LogLine line =
        new LogLine(
            span.getTraceId(),
            span.getSpanId(),
            record.getInstant(),
            record.getLevel().getName(),
            String.valueOf(record.getLoggerName()),
            text.substring(0, Math.min(text.length(), MAX_MESSAGE)),
            thrown == null ? "" : thrown.getClass().getName());
    synchronized (lines) {
      lines.addLast(line);
      if (lines.size() > maxLines) {
        lines.removeFirst();
      }
    }
  }

  /** The lines of one trace, in the order in which they were written. */
  public List<LogLine> of(String traceId) {
    synchronized (lines) {
      return lines.stream().filter(line -> line.traceId().equals(traceId)).toList();
    }
  }

  @Override
  public void flush() {
    // Nothing is buffered.
  }

  @Override
  public void close() {
    synchronized (lines) {
      lines.clear();
    }
  }
}
