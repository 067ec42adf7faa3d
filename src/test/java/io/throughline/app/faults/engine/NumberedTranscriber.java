package io.throughline.app.faults.engine;

import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.Transcription.Segment;
import io.throughline.inference.api.TranscriptionEngine;
import io.throughline.inference.api.TranscriptionRequest;
import java.util.List;

/** Performs the script in the prompt and hands it on as the text. */
public final class NumberedTranscriber implements TranscriptionEngine<AutoCloseable> {

  public static final String ID = "numbered-transcriber";

  @Override
  public EngineDescription description() {
    return new EngineDescription(
        ID,
        "1.0",
        "none",
        PipelineStage.TRANSCRIBE,
        List.of("en"),
        "cpu",
        "float32",
        List.of("Does not listen."));
  }

  @Override
  public AutoCloseable load() {
    return () -> {};
  }

  @Override
  public Transcription process(AutoCloseable model, TranscriptionRequest request, Progress progress)
      throws InterruptedException {
    String text = request.prompt().orElseThrow();
    Script.of(text).perform("transcribe");
    return new Transcription("en", List.of(new Segment(0, 0.4, text, List.of())));
  }
}
