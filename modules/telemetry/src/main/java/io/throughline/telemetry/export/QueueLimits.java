package io.throughline.telemetry.export;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.time.Duration;

/**
 * How much waits for an exporter and how long.
 *
 * @param queue spans that may wait; more are dropped
 * @param batch spans sent at once
 * @param delay longest wait before what there is gets sent
 * @param exportTimeout longest wait for an answer
 * @param drain time to send what waits when the server stops
 */
record QueueLimits(int queue, int batch, Duration delay, Duration exportTimeout, Duration drain) {

  /** The server waits ten seconds for the SDK's end; this leaves room for the exporter's own. */
  private static final Duration DRAIN = Duration.ofSeconds(5);

  /** The standard {@code OTEL_BSP_*} settings and their defaults. */
  static QueueLimits of(ConfigProperties config) {
    int queue = config.getInt("otel.bsp.max.queue.size", 2048);
    return new QueueLimits(
        queue,
        Math.min(queue, config.getInt("otel.bsp.max.export.batch.size", 512)),
        config.getDuration("otel.bsp.schedule.delay", Duration.ofSeconds(5)),
        config.getDuration("otel.bsp.export.timeout", Duration.ofSeconds(30)),
        DRAIN);
  }
}
