package io.throughline.inference.api;

/**
 * Finds when each word of a known text was spoken (forced alignment). Works on the text of any
 * transcription engine.
 *
 * @param <M> the loaded model
 */
public non-sealed interface AlignmentEngine<M extends AutoCloseable>
    extends StageEngine<AlignmentRequest, Alignment, M> {}
