package io.throughline.inference.control;

import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.TranscriptionEngine;
import io.throughline.inference.api.TranscriptionRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine that hears nothing and counts how often its model is loaded and closed. */
final class CountingEngine implements TranscriptionEngine<CountingEngine.Model> {

  final AtomicInteger loads = new AtomicInteger();
  final AtomicInteger closes = new AtomicInteger();
  EngineException loadFailure;
  EngineException processFailure;

  /** A model that counts its end. */
  final class Model implements AutoCloseable {
    @Override
    public void close() {
      closes.incrementAndGet();
    }
  }

  @Override
  public EngineDescription description() {
    return new EngineDescription(
        "counting",
        "1.2",
        "numbers",
        PipelineStage.TRANSCRIBE,
        List.of("en"),
        "cpu",
        "float32",
        List.of());
  }

  @Override
  public Model load() throws EngineException {
    loads.incrementAndGet();
    if (loadFailure != null) {
      throw loadFailure;
    }
    return new Model();
  }

  @Override
  public Transcription process(Model model, TranscriptionRequest input, Progress progress)
      throws EngineException {
    if (processFailure != null) {
      throw processFailure;
    }
    progress.report(1);
    return new Transcription("en", List.of());
  }
}
