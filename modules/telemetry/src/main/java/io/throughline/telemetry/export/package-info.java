/**
 * How spans leave: a bounded queue and a thread for each exporter, so that none can hold up
 * requests or each other, and exact counts of what became of every span.
 *
 * <p>Allowed dependencies: telemetry.api, telemetry.config.
 */
package io.throughline.telemetry.export;
