/**
 * The embedded speech engines: CMU Sphinx 4 with the English model published on Maven Central.
 *
 * <p>Plain Java: no CDI, no tracing, no server. Allowed dependencies: {@code
 * io.throughline.inference.api} and Sphinx 4.
 */
package io.throughline.inference.engine.sphinx;
