package io.throughline.app.faults.engine;

import io.throughline.inference.api.Alignment;
import io.throughline.inference.api.AlignmentEngine;
import io.throughline.inference.api.AlignmentRequest;
import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.Transcription.Segment;
import io.throughline.inference.api.Word;
import java.util.List;

/** Performs the script in the text and makes one word of it. */
public final class NumberedAligner implements AlignmentEngine<AutoCloseable> {

  public static final String ID = "numbered-aligner";

  @Override
  public EngineDescription description() {
    return new EngineDescription(
        ID,
        "1.0",
        "none",
        PipelineStage.ALIGN,
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
  public Alignment process(AutoCloseable model, AlignmentRequest request, Progress progress)
      throws InterruptedException {
    Segment segment = request.transcription().segments().get(0);
    Script.of(segment.text()).perform("align");
    Word word = new Word(segment.text(), segment.start(), segment.end(), 1);
    return new Alignment(
        List.of(new Segment(segment.start(), segment.end(), segment.text(), List.of(word))), 0);
  }
}
