/** Puts trace, request and job onto the server's log lines. */
package io.throughline.telemetry.log;
