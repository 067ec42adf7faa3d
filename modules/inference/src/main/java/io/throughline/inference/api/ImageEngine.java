package io.throughline.inference.api;

/**
 * An engine that changes pictures. The model is what it works with: threads, a device, weights.
 *
 * @param <M> its model
 */
public non-sealed interface ImageEngine<M extends AutoCloseable>
    extends StageEngine<ImageRequest, Picture, M> {}
