package io.throughline.telemetry.store;

import java.time.Instant;

/**
 * A line of the server's log that was written in a span.
 *
 * @param spanId 16 hexadecimal digits
 * @param level name of its {@link java.util.logging.Level}
 * @param logger who wrote it
 * @param failure class of the logged exception; empty if there is none
 */
public record LogLine(
    String traceId,
    String spanId,
    Instant time,
    String level,
    String logger,
    String message,
    String failure) {}
