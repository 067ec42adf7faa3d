/** Engines whose every execution is on record, in a jar that the fault harness adds to a server. */
package io.throughline.app.faults.engine;
