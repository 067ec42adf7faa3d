package io.throughline.inference.api;

/**
 * Finds who spoke when.
 *
 * @param <M> the loaded model
 */
public non-sealed interface DiarizationEngine<M extends AutoCloseable>
    extends StageEngine<DiarizationRequest, Diarization, M> {}
