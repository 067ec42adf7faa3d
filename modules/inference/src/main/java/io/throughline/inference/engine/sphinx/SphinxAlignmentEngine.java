package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.Alignment;
import io.throughline.inference.api.AlignmentEngine;
import io.throughline.inference.api.AlignmentRequest;
import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.Transcription.Segment;
import java.util.List;

/**
 * Forced alignment with the acoustic model of CMU Sphinx 4; works on English text of any engine.
 */
public final class SphinxAlignmentEngine implements AlignmentEngine<SphinxModel<AlignerAcoustics>> {

  private static final String ID = "sphinx4-aligner";
  private static final EngineDescription DESCRIPTION =
      new EngineDescription(
          ID,
          SphinxRelease.VERSION,
          SphinxRelease.MODEL,
          PipelineStage.ALIGN,
          List.of("en"),
          "cpu",
          "float32",
          List.of(
              "English only.",
              "Words that the dictionary lacks, such as numbers, get the time left between their"
                  + " neighbours and count as unaligned."));

  @Override
  public EngineDescription description() {
    return DESCRIPTION;
  }

  @Override
  public SphinxModel<AlignerAcoustics> load() throws EngineException, InterruptedException {
    return SphinxRelease.load(ID, AlignerAcoustics::load);
  }

  @Override
  public Alignment process(
      SphinxModel<AlignerAcoustics> model, AlignmentRequest request, Progress progress)
      throws EngineException, InterruptedException {
    PcmAudio audio = request.audio();
    SphinxAudio.check(ID, audio);
    Transcription transcription = request.transcription();
    if (!transcription.language().equals("en")) {
      throw new EngineException(ID, "understands English only");
    }
    List<Passage> passages = Passage.group(transcription.segments(), audio.duration());
    PassageAligner aligner = new PassageAligner(audio);
    List<Alignment> parts =
        ParallelWork.map(
            passages,
            model.size(),
            passage -> passage.audio().length(),
            progress,
            passage -> model.with(acoustics -> aligner.align(acoustics, passage)));
    progress.report(1);
    List<Segment> segments = parts.stream().flatMap(part -> part.segments().stream()).toList();
    return new Alignment(segments, parts.stream().mapToInt(Alignment::unaligned).sum());
  }
}
