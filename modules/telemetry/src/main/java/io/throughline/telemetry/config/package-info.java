/**
 * What operators say about tracing: the standard variables, the server's own and the aliases that
 * users of other systems bring along, read once and checked.
 *
 * <p>Allowed dependencies: telemetry.api.
 */
package io.throughline.telemetry.config;
