/** Measurements, and their publication as Prometheus text. */
package io.throughline.telemetry.metrics;
