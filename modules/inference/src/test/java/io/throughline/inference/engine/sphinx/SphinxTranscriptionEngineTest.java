package io.throughline.inference.engine.sphinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.TranscriptionRequest;
import io.throughline.inference.engine.EngineContract;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SphinxTranscriptionEngineTest extends SpeechFixture
    implements EngineContract<TranscriptionRequest, Transcription, SphinxModel<SphinxDecoder>> {

  private final SphinxTranscriptionEngine engine = new SphinxTranscriptionEngine();

  @Override
  public SphinxTranscriptionEngine engine() {
    return engine;
  }

  @Override
  public SphinxModel<SphinxDecoder> model() {
    return LoadedSphinx.decoders();
  }

  @Override
  public TranscriptionRequest request(PcmAudio audio) {
    return request(audio, "en");
  }

  @Override
  public TranscriptionRequest emptyRequest(PcmAudio audio) {
    return request(audio);
  }

  @Override
  public boolean isEmpty(Transcription output) {
    return output.segments().isEmpty();
  }

  @Test
  void processShouldRefuseOtherLanguages() throws Exception {
    TranscriptionRequest french = request(silence(100), "fr");

    assertThatThrownBy(() -> engine.process(model(), french, Progress.none()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("English only");
  }

  @Test
  void processShouldRefuseOtherSampleRates() throws Exception {
    PcmAudio silence = silence(100);
    TranscriptionRequest narrow = request(new PcmAudio(silence.file(), 8_000, 100));

    assertThatThrownBy(() -> engine.process(model(), narrow, Progress.none()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("16000 Hz");
  }

  @Test
  void processShouldSurviveBurstsWithoutWords() throws Exception {
    float[] samples = new float[48_000];
    Random random = new Random(7);
    for (int i = 16_000; i < 20_000; i++) {
      samples[i] = random.nextFloat() - 0.5f;
    }

    Transcription output =
        engine.process(model(), request(SampleAudio.of(samples, folder)), Progress.none());

    assertThat(output.language()).isEqualTo("en");
  }

  private static TranscriptionRequest request(PcmAudio audio, String language) {
    return new TranscriptionRequest(
        audio, Optional.of(language), false, Optional.empty(), List.of());
  }
}
