package io.throughline.inference.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogMelTest {

  @ParameterizedTest
  @ValueSource(ints = {80, 128})
  void isWhatTheDefinitionSays(int mels) {
    float[] audio = noise(1700, 5);
    LogMel spectrogram = new LogMel(mels);

    float[] made = spectrogram.of(audio);

    double[] logs = new double[made.length];
    double largest = -100;
    int frames = LogMel.frames(audio.length);
    for (int mel = 0; mel < mels; mel++) {
      for (int frame = 0; frame < frames; frame++) {
        logs[mel * frames + frame] =
            Math.log10(Math.max(1e-10, byDefinition(audio, spectrogram.filters(), mel, frame)));
        largest = Math.max(largest, logs[mel * frames + frame]);
      }
    }
    for (int i = 0; i < made.length; i++) {
      assertThat((double) made[i])
          .isCloseTo((Math.max(logs[i], largest - 8) + 4) / 4, within(1e-6));
    }
  }

  /** Sums of all samples with all waves, without any transform. */
  private static double byDefinition(float[] audio, MelFilters filters, int mel, int frame) {
    double energy = 0;
    for (int k = 0; k < filters.count()[mel]; k++) {
      int bin = filters.first()[mel] + k;
      double real = 0;
      double imaginary = 0;
      for (int i = 0; i < 400; i++) {
        int at = Math.abs(frame * 160 - 200 + i);
        double sample = audio[at < audio.length ? at : 2 * audio.length - 2 - at];
        double windowed = sample * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / 400));
        real += windowed * Math.cos(2 * Math.PI * bin * i / 400);
        imaginary += windowed * Math.sin(2 * Math.PI * bin * i / 400);
      }
      energy += filters.weights()[mel * filters.taps() + k] * (real * real + imaginary * imaginary);
    }
    return energy;
  }

  @Test
  void filtersAreThoseOfWhisper() {
    // the first filter of 80 in Whisper's mel_filters.npz: bin 1 only
    MelFilters filters = new LogMel(80).filters();

    assertThat(filters.weights()[1 - filters.first()[0]]).isCloseTo(0.02486259f, within(1e-7f));
    assertThat(filters.count()).hasSize(80);
    assertThat(new LogMel(128).filters().count()).hasSize(128);
  }

  @Test
  void silenceIsAsQuietAsItGets() {
    assertThat(new LogMel(80).of(new float[800])).hasSize(400).containsOnly(-1.5f);
  }

  @Test
  void aToneIsLoudestInItsFilter() {
    float[] tone = new float[3200];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (float) Math.sin(2 * Math.PI * 1000 * i / 16000);
    }

    float[] made = new LogMel(80).of(tone);

    int loudest = 0;
    for (int mel = 1; mel < 80; mel++) {
      loudest = made[mel * 20 + 10] > made[loudest * 20 + 10] ? mel : loudest;
    }
    MelFilters filters = new LogMel(80).filters();
    assertThat(25)
        .isBetween(
            filters.first()[loudest], filters.first()[loudest] + filters.count()[loudest] - 1);
  }

  @Test
  void whatIsShorterThanAFrameHasNone() {
    assertThat(new LogMel(80).of(noise(159, 1))).isEmpty();
    assertThat(new LogMel(80).of(noise(170, 1))).hasSize(80).doesNotContain(Float.NaN);
  }

  static float[] noise(int samples, long seed) {
    Random random = new Random(seed);
    float[] audio = new float[samples];
    for (int i = 0; i < samples; i++) {
      audio[i] = random.nextFloat() - 0.5f;
    }
    return audio;
  }
}
