package io.throughline.inference.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.throughline.inference.engine.audio.LogMel;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceLogMelTest {

  @ParameterizedTest
  @CsvSource({"80, 3000", "128, 2600", "80, 160", "80, 170", "80, 0"})
  void isTheSpectrogramOfTheProcessor(int mels, int samples) throws Exception {
    Random random = new Random(samples);
    float[] audio = new float[samples];
    for (int i = 0; i < samples; i++) {
      // louder and louder, so that the quietest values are cut off
      audio[i] = (random.nextFloat() - 0.5f) * i * i / samples / samples;
    }
    LogMel definition = new LogMel(mels);
    float[] expected = definition.of(audio);

    try (Gpu gpu = EmulatedDevice.gpu()) {
      float[] made =
          gpu.run(session -> new DeviceLogMel(definition).of(session, audio), report -> {});

      assertThat(made).hasSameSizeAs(expected);
      for (int i = 0; i < made.length; i++) {
        assertThat(made[i]).isCloseTo(expected[i], within(2e-4f));
      }
    }
  }
}
