package io.throughline.inference.control;

import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.SpeechTranscriber;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.TranscriptionEngine;
import io.throughline.inference.api.TranscriptionRequest;
import java.util.concurrent.Callable;

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
    call(
        () -> {
          runner.load(engine);
          return null;
        },
        "its model cannot be loaded");
  }

  @Override
  public Transcription transcribe(TranscriptionRequest speech)
      throws EngineException, InterruptedException {
    return call(() -> runner.runAlone(engine, speech, Progress.none()), "it failed");
  }

  private <T> T call(Callable<T> work, String otherwise)
      throws EngineException, InterruptedException {
    try {
      return work.call();
    } catch (EngineException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new EngineException(engine().id(), otherwise, e);
    }
  }
}
