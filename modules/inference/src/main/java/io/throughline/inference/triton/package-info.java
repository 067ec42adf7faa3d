/**
 * Pictures on an inference server that speaks the Open Inference Protocol, version 2 (KServe,
 * Triton), over HTTP with its binary tensor extension.
 *
 * <p>Plain Java; {@code TritonBeans} is the CDI edge. Allowed dependencies: {@code
 * io.throughline.inference.api}, {@code .image}, {@code .remote}, telemetry.api.
 */
package io.throughline.inference.triton;
