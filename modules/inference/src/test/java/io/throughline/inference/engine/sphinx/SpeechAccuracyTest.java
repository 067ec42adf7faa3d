package io.throughline.inference.engine.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.inference.api.Alignment;
import io.throughline.inference.api.AlignmentRequest;
import io.throughline.inference.api.Diarization;
import io.throughline.inference.api.DiarizationRequest;
import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.TranscriptionRequest;
import io.throughline.inference.api.Word;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The three engines one after the other on a dialogue whose truth is known. */
class SpeechAccuracyTest extends SpeechFixture {

  @Test
  void enginesShouldGetTheMeetingRight() throws Exception {
    PcmAudio audio = meeting();
    SampleTruth truth = SampleTruth.read(SampleAudio.folder().resolve("meeting.json"));

    Transcription transcription =
        new SphinxTranscriptionEngine()
            .process(
                LoadedSphinx.decoders(),
                new TranscriptionRequest(
                    audio, Optional.empty(), false, Optional.empty(), List.of()),
                Progress.none());
    Alignment alignment =
        new SphinxAlignmentEngine()
            .process(
                LoadedSphinx.acoustics(),
                new AlignmentRequest(audio, transcription),
                Progress.none());
    SphinxDiarizationEngine diarizer = new SphinxDiarizationEngine();
    Diarization diarization =
        diarizer.process(
            diarizer.load(),
            new DiarizationRequest(audio, OptionalInt.empty(), OptionalInt.empty()),
            Progress.none());

    List<Word> words = alignment.segments().stream().flatMap(s -> s.words().stream()).toList();
    WordErrors errors = WordErrors.between(truth.texts(), words.stream().map(Word::text).toList());
    assertThat(errors.rate()).isLessThanOrEqualTo(0.1);
    assertThat(alignment.unaligned()).isZero();
    assertThat(errors.matches()).allSatisfy(match -> wordIsInPlace(truth, words, match));
    SpeakerErrors speakers = SpeakerErrors.between(truth.turns(), diarization.turns(), 0.25);
    assertThat(speakers.rate()).isLessThan(0.05);
    assertThat(errors.matches())
        .allSatisfy(match -> speakerIsRight(truth, words, diarization, speakers, match));
  }

  private static void wordIsInPlace(SampleTruth truth, List<Word> words, WordErrors.Match match) {
    Word said = truth.words().get(match.reference());
    Word heard = words.get(match.found());
    assertThat(heard.start()).as(said.text()).isBetween(said.start() - 0.15, said.start() + 0.15);
  }

  private static void speakerIsRight(
      SampleTruth truth,
      List<Word> words,
      Diarization diarization,
      SpeakerErrors speakers,
      WordErrors.Match match) {
    Word said = truth.words().get(match.reference());
    Word heard = words.get(match.found());
    String label = SpeakerErrors.speaker(diarization.turns(), heard.start(), heard.end());
    assertThat(speakers.names().get(label))
        .isEqualTo(SpeakerErrors.speaker(truth.turns(), said.start(), said.end()));
  }
}
