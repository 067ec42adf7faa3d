/**
 * Enlarges pictures by an operator's own network, tile by tile, on ONNX Runtime. Plain Java;
 * allowed dependencies: {@code io.throughline.inference.api}, {@code .engine.image}.
 */
package io.throughline.inference.engine.onnx;
