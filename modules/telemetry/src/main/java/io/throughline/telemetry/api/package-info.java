/**
 * What every other module sees of tracing: spans without OpenTelemetry types, the trace carrier
 * that travels with a job, and {@link io.throughline.telemetry.api.Traced}.
 *
 * <p>Allowed dependencies: none.
 */
package io.throughline.telemetry.api;
