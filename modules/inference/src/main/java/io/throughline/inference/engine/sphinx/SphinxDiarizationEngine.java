package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.Diarization;
import io.throughline.inference.api.DiarizationEngine;
import io.throughline.inference.api.DiarizationRequest;
import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells speakers apart by clustering cepstra of the Sphinx front end. Works on one thread, because
 * it runs beside the transcription, which uses them all.
 */
public final class SphinxDiarizationEngine implements DiarizationEngine<SphinxSpeakerModel> {

  private static final String ID = "sphinx4-speakerid";
  private static final EngineDescription DESCRIPTION =
      new EngineDescription(
          ID,
          SphinxRelease.VERSION,
          "bic-clustering",
          PipelineStage.DIARIZE,
          List.of(), // voices have no language
          "cpu",
          "float64",
          List.of(
              "Needs a second or so of each voice at a time; overlapping speech gets one speaker.",
              "Alike voices, noise and changing microphones confuse it; say how many speakers there"
                  + " are where you know."));

  @Override
  public EngineDescription description() {
    return DESCRIPTION;
  }

  @Override
  public SphinxSpeakerModel load() {
    return new SphinxSpeakerModel();
  }

  @Override
  public Diarization process(
      SphinxSpeakerModel model, DiarizationRequest request, Progress progress)
      throws EngineException, InterruptedException {
    PcmAudio audio = request.audio();
    SphinxAudio.check(ID, audio);
    VoiceChanges changes = new VoiceChanges(model.frontEnd(), audio);
    List<VoiceStretch> stretches = new ArrayList<>();
    for (Stretch speech : VoiceActivity.find(audio)) {
      stretches.addAll(changes.cut(speech));
      progress.report(0.7 * speech.to() / audio.samples());
    }
    if (stretches.isEmpty()) {
      progress.report(1);
      return new Diarization(List.of());
    }
    int minimum = request.minSpeakers().orElse(1);
    int maximum = Math.max(minimum, request.maxSpeakers().orElse(Integer.MAX_VALUE));
    int[] voices = new VoiceClusters(minimum, maximum).assign(stretches);
    progress.report(1);
    return new Diarization(SpeakerTurns.of(stretches, voices));
  }
}
