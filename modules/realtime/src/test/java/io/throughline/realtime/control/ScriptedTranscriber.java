package io.throughline.realtime.control;

import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.SpeechTranscriber;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.TranscriptionRequest;
import io.throughline.inference.api.Word;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Hears what its prompt says: {@code fail} fails, {@code block} waits to be interrupted, anything
 * else is what was said. Refuses speech whose file is not there.
 */
final class ScriptedTranscriber implements SpeechTranscriber {

  final CountDownLatch asked = new CountDownLatch(1);
  final CountDownLatch blocked = new CountDownLatch(1);

  @Override
  public EngineDescription engine() {
    return new EngineDescription(
        "scripted",
        "1",
        "none",
        PipelineStage.TRANSCRIBE,
        List.of("en"),
        "cpu",
        "float32",
        List.of());
  }

  @Override
  public void load() {}

  @Override
  public Transcription transcribe(TranscriptionRequest speech)
      throws EngineException, InterruptedException {
    if (!Files.exists(speech.audio().file())) {
      throw new IllegalStateException("no speech");
    }
    asked.countDown();
    String script = speech.prompt().orElse("");
    switch (script) {
      case "":
        return new Transcription("en", List.of());
      case "fail":
        throw new EngineException("scripted", "told to fail");
      case "block":
        blocked.countDown();
        new CountDownLatch(1).await();
        throw new AssertionError();
      default:
        Word word = new Word(script, 0.25, 0.75, 0.5);
        return new Transcription(
            "en", List.of(new Transcription.Segment(0.25, 0.75, script, List.of(word))));
    }
  }
}
