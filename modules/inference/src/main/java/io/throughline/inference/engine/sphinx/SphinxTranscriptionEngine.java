package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.TranscriptionEngine;
import io.throughline.inference.api.TranscriptionRequest;
import java.util.List;

/**
 * Speech to text by CMU Sphinx 4 with its English model: needs nothing but the application, and is
 * of modest accuracy on spontaneous or noisy speech.
 */
public final class SphinxTranscriptionEngine
    implements TranscriptionEngine<SphinxModel<SphinxDecoder>> {

  private static final String ID = "sphinx4";
  private static final EngineDescription DESCRIPTION =
      new EngineDescription(
          ID,
          SphinxRelease.VERSION,
          SphinxRelease.MODEL,
          PipelineStage.TRANSCRIBE,
          List.of("en"),
          "cpu",
          "float32",
          List.of(
              "English only.",
              "Modest accuracy: good on clear read speech, poor on noise, music and crosstalk.",
              "Words are lower case, without punctuation; numbers are spelled out.",
              "Prompt and vocabulary are ignored."));

  @Override
  public EngineDescription description() {
    return DESCRIPTION;
  }

  @Override
  public SphinxModel<SphinxDecoder> load() throws EngineException, InterruptedException {
    return SphinxRelease.load(ID, SphinxDecoder::load);
  }

  @Override
  public Transcription process(
      SphinxModel<SphinxDecoder> model, TranscriptionRequest request, Progress progress)
      throws EngineException, InterruptedException {
    PcmAudio audio = request.audio();
    SphinxAudio.check(ID, audio);
    String language = request.language().orElse("en");
    if (!language.equals("en")) {
      throw new EngineException(ID, "understands English only");
    }
    List<Stretch> utterances = Utterances.group(VoiceActivity.find(audio), audio.samples());
    UtteranceTranscriber transcriber = new UtteranceTranscriber(audio);
    List<List<Transcription.Segment>> segments =
        ParallelWork.map(
            utterances,
            model.size(),
            Stretch::length,
            progress,
            utterance -> model.with(decoder -> transcriber.transcribe(decoder, utterance)));
    progress.report(1);
    return new Transcription("en", segments.stream().flatMap(List::stream).toList());
  }
}
