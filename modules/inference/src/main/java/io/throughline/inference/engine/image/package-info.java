/**
 * Pictures on the processor: plain Java, no CDI, no tracing. What each operation computes here is
 * what the kernels for graphics cards are checked against.
 */
package io.throughline.inference.engine.image;
