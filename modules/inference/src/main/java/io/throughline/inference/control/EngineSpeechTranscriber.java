package io.throughline.inference.control;

import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.SpeechTranscriber;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.TranscriptionEngine;
import io.throughline.inference.api.TranscriptionRequest;

/** {@link SpeechTranscriber} by the engine that is configured for jobs. */
final class EngineSpeechTranscriber implements SpeechTranscriber {

  private final EngineRunner runner;
  private final TranscriptionEngine<?> engine;

  EngineSpeechTranscriber(EngineRunner runner, TranscriptionEngine<?> engine) {
    this.runner = runner;
    this.engine = engine;
  }

  @Override
  public EngineDescription engine() {
    return engine.description();
  }

  @Override
  public void load() throws EngineException, InterruptedException {
    try {
      runner.load(engine);
    } catch (EngineException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new EngineException(engine().id(), "its model cannot be loaded", e);
    }
  }

  @Override
  public Transcription transcribe(TranscriptionRequest speech)
      throws EngineException, InterruptedException {
    try {
      return runner.runAlone(engine, speech, Progress.none());
    } catch (EngineException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new EngineException(engine().id(), "it failed", e);
    }
  }
}
