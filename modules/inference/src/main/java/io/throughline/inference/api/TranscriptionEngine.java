package io.throughline.inference.api;

/**
 * Speech to text.
 *
 * @param <M> the loaded model
 */
public non-sealed interface TranscriptionEngine<M extends AutoCloseable>
    extends StageEngine<TranscriptionRequest, Transcription, M> {}
