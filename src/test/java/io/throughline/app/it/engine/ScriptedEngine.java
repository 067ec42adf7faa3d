package io.throughline.app.it.engine;

import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.Transcription.Segment;
import io.throughline.inference.api.TranscriptionEngine;
import io.throughline.inference.api.TranscriptionRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does what the prompt says: {@code fail} throws, {@code block:<file>} waits until the file is gone
 * or it is interrupted, {@code say:<words>} says them. Otherwise it says the same sentence of all
 * audio.
 */
public final class ScriptedEngine implements TranscriptionEngine<AutoCloseable> {

  public static final String FAILURE = "told to fail";
  public static final String SENTENCE = "good morning did you finish";
  private static final String BLOCK = "block:";
  private static final String SAY = "say:";

  @Override
  public EngineDescription description() {
    return new EngineDescription(
        "scripted",
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
      throws EngineException, InterruptedException {
    String script = request.prompt().orElse("");
    if (script.equals("fail")) {
      throw new EngineException("scripted", FAILURE);
    }
    if (script.startsWith(BLOCK)) {
      progress.report(0.5);
      awaitGone(Path.of(script.substring(BLOCK.length())));
    }
    String said = script.startsWith(SAY) ? script.substring(SAY.length()) : SENTENCE;
    return new Transcription("en", List.of(new Segment(0.4, 2.0, said, List.of())));
  }

  private static void awaitGone(Path file) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    while (Files.exists(file)) {
      never.await(20, TimeUnit.MILLISECONDS);
    }
  }
}
