/** Trace backends for tests: they decode what the server exports, or misbehave as they are told. */
package io.throughline.app.it.collector;
