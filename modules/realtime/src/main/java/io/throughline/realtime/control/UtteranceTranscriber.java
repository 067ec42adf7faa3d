package io.throughline.realtime.control;

import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.SpeechTranscriber;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.TranscriptionRequest;
import io.throughline.inference.api.Word;
import io.throughline.realtime.control.Message.Said;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Has utterances transcribed, each in its span. Thread-safe. */
final class UtteranceTranscriber {

  private final SpeechTranscriber transcriber;
  private final Telemetry telemetry;
  private final Path work;
  private final AtomicInteger busy = new AtomicInteger();

  /**
   * @param work directory, made if need be, for the samples that the engine reads
   */
  UtteranceTranscriber(SpeechTranscriber transcriber, Telemetry telemetry, Path work) {
    this.transcriber = transcriber;
    this.telemetry = telemetry;
    this.work = work;
  }

  String engine() {
    return transcriber.engine().id();
  }

  /** Whether at least half of the processors have nothing to transcribe. */
  boolean isIdle() {
    return busy.get() < Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  /** Loads the model, so that nobody speaks before somebody can hear. */
  void load() throws EngineException, InterruptedException {
    transcriber.load();
  }

  /**
   * What was said; empty if nothing was.
   *
   * @param last false if the utterance goes on
   */
  Optional<Said> transcribe(Utterance utterance, StreamParameters parameters, boolean last)
      throws EngineException, InterruptedException, IOException {
    Files.createDirectories(work);
    Path file = Files.createTempFile(work, "utterance-", ".f32");
    busy.incrementAndGet();
    try {
      Files.write(file, bytes(utterance.samples()));
      TranscriptionRequest request =
          new TranscriptionRequest(
              new PcmAudio(file, Hearing.SAMPLE_RATE, utterance.samples().length),
              parameters.language(),
              false,
              parameters.prompt(),
              List.of());
      return inSpan(utterance, parameters, request, last);
    } finally {
      busy.decrementAndGet();
      Files.deleteIfExists(file);
    }
  }

  private Optional<Said> inSpan(
      Utterance utterance, StreamParameters parameters, TranscriptionRequest request, boolean last)
      throws EngineException, InterruptedException {
    SpanSpec spec =
        SpanSpec.internal("realtime.generate_transcript")
            .with("final", last)
            .with("audio.duration_seconds", utterance.duration());
    try {
      return telemetry.<Optional<Said>, Exception>inSpan(
          spec,
          span -> {
            long start = System.nanoTime();
            Transcription heard = transcriber.transcribe(request);
            span.set("ml.rtf", (System.nanoTime() - start) / 1e9 / utterance.duration());
            span.set("ml.language", heard.language());
            span.set("ml.segments_count", heard.segments().size());
            return said(heard, utterance, parameters, last);
          });
    } catch (EngineException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new EngineException(engine(), "it failed", e);
    }
  }

  private static Optional<Said> said(
      Transcription heard, Utterance utterance, StreamParameters parameters, boolean last) {
    String text =
        heard.segments().stream().map(Transcription.Segment::text).collect(Collectors.joining(" "));
    if (text.isBlank()) {
      return Optional.empty();
    }
    List<Word> words =
        heard.segments().stream()
            .flatMap(segment -> segment.words().stream())
            .map(word -> later(word, utterance.start()))
            .toList();
    Transcription.Segment end = heard.segments().get(heard.segments().size() - 1);
    return Optional.of(
        new Said(
            last,
            text,
            utterance.start() + heard.segments().get(0).start(),
            utterance.start() + end.end(),
            confidence(words),
            parameters.words() ? Optional.of(words) : Optional.empty()));
  }

  private static Word later(Word word, double seconds) {
    return new Word(word.text(), word.start() + seconds, word.end() + seconds, word.confidence());
  }

  private static OptionalDouble confidence(List<Word> words) {
    return words.stream()
        .mapToDouble(Word::confidence)
        .filter(confidence -> !Double.isNaN(confidence))
        .average();
  }

  private static byte[] bytes(float[] samples) {
    ByteBuffer bytes =
        ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(samples);
    return bytes.array();
  }
}
