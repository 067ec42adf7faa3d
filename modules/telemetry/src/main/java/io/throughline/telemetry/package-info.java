/**
 * Everything that knows OpenTelemetry.
 *
 * <p>{@code api}: what other modules see. {@code otel}: spans, sampling and configuration on the
 * OpenTelemetry SDK. {@code sql}: spans for JDBC below EclipseLink. {@code store}: the spans kept
 * in memory and how they are rendered. {@code boundary}: the trace endpoints.
 *
 * <p>Allowed dependencies: none.
 */
package io.throughline.telemetry;
