/**
 * Calls to servers that do some of the work: over HTTP, with a span, a limit of time and size,
 * tries, and one line in the log for an outage.
 *
 * <p>Plain Java on the JDK's HTTP client; {@code FaultTolerantCalls} is the CDI edge. Allowed
 * dependency: telemetry.api.
 */
package io.throughline.inference.remote;
