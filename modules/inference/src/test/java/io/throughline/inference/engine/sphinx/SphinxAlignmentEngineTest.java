package io.throughline.inference.engine.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.inference.api.Alignment;
import io.throughline.inference.api.AlignmentRequest;
import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.Transcription.Segment;
import io.throughline.inference.api.Word;
import io.throughline.inference.engine.EngineContract;
import java.io.IOException;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SphinxAlignmentEngineTest extends SpeechFixture
    implements EngineContract<AlignmentRequest, Alignment, SphinxModel<AlignerAcoustics>> {

  private static final Offset<Double> CLOSE = Offset.offset(0.1);

  private final SphinxAlignmentEngine engine = new SphinxAlignmentEngine();

  @Override
  public SphinxAlignmentEngine engine() {
    return engine;
  }

  @Override
  public SphinxModel<AlignerAcoustics> model() {
    return LoadedSphinx.acoustics();
  }

  @Override
  public AlignmentRequest request(PcmAudio audio) {
    return request(
        audio,
        new Segment(
            0.5, 3.9, "Good morning. Is the new contract ready for the customer?", List.of()),
        new Segment(
            4.4,
            9.3,
            "Yes, I wrote to them last night. The numbers look better than we expected.",
            List.of()));
  }

  @Override
  public AlignmentRequest emptyRequest(PcmAudio audio) {
    return request(audio, new Segment[0]);
  }

  @Override
  public boolean isEmpty(Alignment output) {
    return output.wordCount() == 0;
  }

  @Test
  void processShouldKeepTheSpellingAndPlaceTheWords() throws Exception {
    Alignment output = engine.process(model(), request(speech()), Progress.none());

    assertThat(output.unaligned()).isZero();
    assertThat(output.segments()).hasSize(2);
    List<Word> words = output.segments().get(0).words();
    assertThat(words).extracting(Word::text).startsWith("Good", "morning.").endsWith("customer?");
    assertThat(words.get(0).start()).isCloseTo(0.5, CLOSE);
    assertThat(words.get(2).start()).isCloseTo(said(2).start(), CLOSE);
    assertThat(words.get(9).end()).isCloseTo(said(9).end(), CLOSE);
  }

  @Test
  void processShouldGiveUnknownWordsTheTimeBetweenTheirNeighbours() throws Exception {
    Segment segment =
        new Segment(0.5, 3.9, "Good morning. Is the new 123456 ready for the xqzzk.", List.of());

    Alignment output = engine.process(model(), request(speech(), segment), Progress.none());

    assertThat(output.unaligned()).isEqualTo(2);
    List<Word> words = output.segments().get(0).words();
    assertThat(words.get(5).text()).isEqualTo("123456");
    assertThat(words.get(5).start()).isCloseTo(said(5).start(), CLOSE);
    assertThat(words.get(5).end()).isCloseTo(said(5).end(), CLOSE);
  }

  @Test
  void processShouldSpreadWordsWhenTheTextDoesNotFit() throws Exception {
    Segment tooMuch = new Segment(1.0, 1.2, "numbers look better than we expected", List.of());

    Alignment output = engine.process(model(), request(silence(20_000), tooMuch), Progress.none());

    assertThat(output.unaligned()).isEqualTo(6);
    assertThat(output.segments().get(0).words())
        .hasSize(6)
        .allMatch(word -> word.start() >= 1.0 && word.end() <= 1.2001);
  }

  @Test
  void processShouldKeepConfidences() throws Exception {
    Segment segment =
        new Segment(0.5, 1.2, "good morning", List.of(word("good", 0.9), word("morning", 0.8)));

    Alignment output = engine.process(model(), request(speech(), segment), Progress.none());

    assertThat(output.segments().get(0).words())
        .extracting(Word::confidence)
        .containsExactly(0.9, 0.8);
  }

  private static Word said(int index) throws IOException {
    return SampleTruth.read(SampleAudio.folder().resolve("meeting.json")).words().get(index);
  }

  private static Word word(String text, double confidence) {
    return new Word(text, 0, 0, confidence);
  }

  private static AlignmentRequest request(PcmAudio audio, Segment... segments) {
    return new AlignmentRequest(audio, new Transcription("en", List.of(segments)));
  }
}
