package io.throughline.inference.api;

/**
 * Transcribes speech now, for a caller that waits, with the engine and the model that jobs use. The
 * spans that engines have in jobs, {@code model.load} and {@code engine.{id}.process}, are below
 * the caller's. Thread-safe.
 */
public interface SpeechTranscriber {

  /** The engine that does it. */
  EngineDescription engine();

  /**
   * Loads the engine's model unless it is loaded, so that the first speech need not wait for it.
   *
   * @throws EngineException if the model is missing or broken
   */
  void load() throws EngineException, InterruptedException;

  /**
   * Transcribes; stops early when the calling thread is interrupted.
   *
   * @throws EngineException if the engine cannot process the speech
   */
  Transcription transcribe(TranscriptionRequest speech)
      throws EngineException, InterruptedException;
}
