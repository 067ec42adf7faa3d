package io.throughline.telemetry.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/**
 * An exception as OpenTelemetry's {@code exception} event. Messages of foreign exceptions stay out:
 * a database or parser may put the user's data into them.
 *
 * @param type class name
 * @param message our own exception's message, or empty
 * @param stacktrace class names and frames, without foreign messages
 */
public record RecordedException(String type, String message, String stacktrace) {

  private static final String OURS = "io.throughline.";
  private static final int MAX_FRAMES = 20;
  private static final int MAX_LINES = 80;

  static RecordedException of(Throwable failure) {
    return new RecordedException(
        failure.getClass().getName(), safeMessage(failure), stacktrace(failure));
  }

  /** Marks a span as failed by {@code failure}. */
  public static void failed(Span span, Throwable failure) {
    span.setStatus(StatusCode.ERROR);
    of(failure).on(span);
  }

  void on(Span span) {
    span.setAttribute("error.type", type);
    var attributes =
        Attributes.builder().put("exception.type", type).put("exception.stacktrace", stacktrace);
    if (!message.isEmpty()) {
      attributes.put("exception.message", message);
    }
    span.addEvent("exception", attributes.build());
  }

  private static String safeMessage(Throwable failure) {
    boolean ours = failure.getClass().getName().startsWith(OURS);
    return ours && failure.getMessage() != null ? failure.getMessage() : "";
  }

  /**
   * The innermost frames of each, so that the many frames of a server do not hide the cause. Causes
   * may go round in a circle; the number of lines ends it.
   */
  private static String stacktrace(Throwable failure) {
    StringBuilder out = new StringBuilder();
    int lines = 0;
    for (Throwable t = failure; t != null && lines < MAX_LINES; t = t.getCause()) {
      out.append(t == failure ? "" : "Caused by: ").append(t.getClass().getName()).append('\n');
      lines++;
      StackTraceElement[] frames = t.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, MAX_FRAMES) && lines < MAX_LINES; i++) {
        out.append("\tat ").append(frames[i]).append('\n');
        lines++;
      }
    }
    return out.toString();
  }
}
