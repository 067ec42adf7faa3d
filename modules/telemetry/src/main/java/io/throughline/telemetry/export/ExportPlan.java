package io.throughline.telemetry.export;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Takes the exporters that the SDK makes out of the SDK's own processor, which would have them
 * share one queue and one thread, and gives each a queue of its own. For one SDK; not thread-safe.
 */
public final class ExportPlan {

  private final SpanExports exports;
  private final UnaryOperator<String> shown;
  private final UnaryOperator<SpanData> shape;
  private final Map<String, SpanExporter> taken = new LinkedHashMap<>();

  /**
   * @param exports learns of the accounts
   * @param shown what people call an exporter and its backend, by the exporter's name
   * @param shape what is exported of a span
   */
  public ExportPlan(
      SpanExports exports, UnaryOperator<String> shown, UnaryOperator<SpanData> shape) {
    this.exports = exports;
    this.shape = shape;
    this.shown = shown;
    StockLogs.silenced();
  }

  /** Remembers an exporter and leaves one that does nothing in its place. */
  public SpanExporter take(SpanExporter exporter, ConfigProperties config) {
    String name = nameOf(exporter);
    if (!name.isEmpty()) {
      taken.put(name, name.equals("logging") ? new SpanLines() : exporter);
    }
    return SpanExporter.composite();
  }

  /** Ends the SDK's own processor, which has nothing left to do. */
  public SpanProcessor replace(SpanProcessor sdks, ConfigProperties config) {
    sdks.shutdown();
    return SpanProcessor.composite();
  }

  /** Opens a queue for each exporter that was taken. */
  public List<SpanProcessor> open(ConfigProperties config) {
    QueueLimits limits = QueueLimits.of(config);
    List<SpanAccount> accounts = new ArrayList<>();
    List<SpanProcessor> queues = new ArrayList<>();
    taken.forEach(
        (name, exporter) -> {
          SpanAccount account = new SpanAccount(name);
          accounts.add(account);
          Outage outage = new Outage(shown.apply(name), account);
          queues.add(new ExportQueue(exporter, limits, account, outage, shape));
        });
    exports.opened(accounts);
    return queues;
  }

  /** The exporters' classes are the server's and cannot be seen from here; their names can. */
  private static String nameOf(SpanExporter exporter) {
    String type = exporter.getClass().getSimpleName();
    return List.of("otlp", "zipkin", "logging").stream()
        .filter(name -> type.toLowerCase(java.util.Locale.ROOT).startsWith(name))
        .findFirst()
        .orElse("");
  }
}
