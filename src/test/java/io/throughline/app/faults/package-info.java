/**
 * Faults shown, not claimed: real server processes under load, with real signals, killed databases
 * and bad networks, judged by what is in the database, in object storage and at the trace backend.
 */
package io.throughline.app.faults;
