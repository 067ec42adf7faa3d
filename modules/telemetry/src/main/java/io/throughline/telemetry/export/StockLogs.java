package io.throughline.telemetry.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Keeps the exporters from logging each span export that fails and remembers what they would have
 * said, which {@link Outage} says once. What they log of metrics and logs stays. Thread-safe.
 */
final class StockLogs implements Filter {

  private static final String HTTP = "io.opentelemetry.exporter.internal.http.HttpExporter";
  private static final String GRPC = "io.opentelemetry.exporter.internal.grpc.GrpcExporter";
  private static final String ZIPKIN = "io.opentelemetry.exporter.zipkin.ZipkinSpanExporter";

  /** What the exporters' loggers say of themselves. */
  private static final String THROTTLED = "Too many log messages detected";

  private static final StockLogs SHARED = new StockLogs();

  /** Held here because a logger that nobody holds loses its filter. */
  private static final List<Logger> LOGGERS =
      List.of(Logger.getLogger(HTTP), Logger.getLogger(GRPC), Logger.getLogger(ZIPKIN));

  private final Map<String, String> last = new ConcurrentHashMap<>();

  static StockLogs silenced() {
    LOGGERS.forEach(logger -> logger.setFilter(SHARED));
    return SHARED;
  }

  @Override
  public boolean isLoggable(LogRecord entry) {
    String message = entry.getMessage();
    if (message == null || entry.getLoggerName() == null) {
      return true;
    }
    if (message.startsWith(THROTTLED)) {
      return false;
    }
    if (!message.contains("span")) {
      return true;
    }
    last.put(entry.getLoggerName().equals(ZIPKIN) ? "zipkin" : "otlp", withCauses(message, entry));
    return false;
  }

  private static String withCauses(String message, LogRecord entry) {
    return entry.getThrown() == null
        ? message
        : message + " " + FailureReason.of(entry.getThrown());
  }

  /** What was last said of an exporter, once. */
  Optional<String> take(String exporter) {
    return Optional.ofNullable(last.remove(exporter));
  }
}
