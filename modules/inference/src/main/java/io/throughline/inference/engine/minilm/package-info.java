/**
 * The embedded sentence embedding engine: all-MiniLM-L6-v2, quantised to 8 bits, through ONNX
 * Runtime.
 *
 * <p>Plain Java: no CDI, no tracing, no server. Allowed dependencies: {@code
 * io.throughline.inference.api}, ONNX Runtime, and the model as data.
 */
package io.throughline.inference.engine.minilm;
