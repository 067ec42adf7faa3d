package io.throughline.inference.engine.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.inference.api.Diarization;
import io.throughline.inference.api.DiarizationRequest;
import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.Progress;
import io.throughline.inference.engine.EngineContract;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SphinxDiarizationEngineTest extends SpeechFixture
    implements EngineContract<DiarizationRequest, Diarization, SphinxSpeakerModel> {

  private final SphinxDiarizationEngine engine = new SphinxDiarizationEngine();
  private final SphinxSpeakerModel model = engine.load();

  @Override
  public SphinxDiarizationEngine engine() {
    return engine;
  }

  @Override
  public SphinxSpeakerModel model() {
    return model;
  }

  @Override
  public DiarizationRequest request(PcmAudio audio) {
    return request(audio, OptionalInt.empty(), OptionalInt.empty());
  }

  @Override
  public DiarizationRequest emptyRequest(PcmAudio audio) {
    return request(audio);
  }

  @Override
  public boolean isEmpty(Diarization output) {
    return output.turns().isEmpty();
  }

  @Test
  void processShouldTellTwoVoicesApart() throws Exception {
    Diarization output = engine.process(model, request(meeting()), Progress.none());

    SampleTruth truth = SampleTruth.read(SampleAudio.folder().resolve("meeting.json"));
    assertThat(output.speakerCount()).isEqualTo(2);
    assertThat(output.turns().get(0).speaker()).isEqualTo("SPEAKER_00");
    assertThat(SpeakerErrors.between(truth.turns(), output.turns(), 0.25).rate()).isLessThan(0.05);
  }

  @Test
  void processShouldTellThreeVoicesApart() throws Exception {
    PcmAudio panel = SampleAudio.wav(SampleAudio.folder().resolve("panel.wav"), folder);

    Diarization output = engine.process(model, request(panel), Progress.none());

    SampleTruth truth = SampleTruth.read(SampleAudio.folder().resolve("panel.json"));
    assertThat(output.speakerCount()).isEqualTo(3);
    assertThat(SpeakerErrors.between(truth.turns(), output.turns(), 0.25).rate()).isLessThan(0.05);
  }

  @Test
  void processShouldHonourTheMostSpeakers() throws Exception {
    DiarizationRequest one = request(meeting(), OptionalInt.empty(), OptionalInt.of(1));

    assertThat(engine.process(model, one, Progress.none()).speakerCount()).isEqualTo(1);
  }

  @Test
  void processShouldHonourTheFewestSpeakers() throws Exception {
    DiarizationRequest three = request(meeting(), OptionalInt.of(3), OptionalInt.empty());

    assertThat(engine.process(model, three, Progress.none()).speakerCount()).isEqualTo(3);
  }

  private static DiarizationRequest request(PcmAudio audio, OptionalInt least, OptionalInt most) {
    return new DiarizationRequest(audio, least, most);
  }
}
