package io.throughline.inference.api;

/**
 * Input of the image stage.
 *
 * @param picture what is worked on; the engine does not change it
 * @param operation what is done to it
 */
public record ImageRequest(Picture picture, ImageOperation operation) {}
