/**
 * Graphics cards: CUDA's driver behind a small port, kernels that are shipped as PTX, and the
 * engines made of them. Plain Java, no CDI, no tracing; without a driver nothing here does harm.
 */
package io.throughline.inference.engine.gpu;
