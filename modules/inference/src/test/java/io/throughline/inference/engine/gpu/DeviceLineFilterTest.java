package io.throughline.inference.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.throughline.inference.engine.image.LineWeights;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceLineFilterTest {

  @ParameterizedTest
  @CsvSource({
    "13, 9, 1, 26, 18",
    "40, 30, 2, 17, 11",
    "5, 7, 3, 23, 3",
    "1, 1, 5, 4, 4",
    "200, 4, 3, 11, 9",
    "9, 9, 4, 9, 9"
  })
  void floatsAreResizedAsTheDefinitionSays(
      int width, int height, int channels, int toWidth, int toHeight) throws Exception {
    float[] source = new float[width * height * channels];
    Random random = new Random(width);
    for (int i = 0; i < source.length; i++) {
      source[i] = random.nextFloat() * 4 - 2;
    }
    LineWeights across = LineWeights.lanczos3(width, toWidth);
    LineWeights down = LineWeights.lanczos3(height, toHeight);
    float[] made = new float[toWidth * toHeight * channels];

    try (Gpu gpu = EmulatedDevice.gpu()) {
      gpu.run(
          session -> {
            try (DeviceMemory from = session.allocate(HostData.of(source));
                DeviceMemory to = session.allocate(4L * made.length);
                DeviceLineFilter filter =
                    new DeviceLineFilter(session, across, down, width, height, channels)) {
              filter.floats(from, to);
              session.download(to, HostData.of(made));
            }
            return null;
          },
          report -> {});
    }

    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        for (int c = 0; c < channels; c++) {
          double sum = 0;
          for (int j = 0; j < down.count()[y]; j++) {
            for (int i = 0; i < across.count()[x]; i++) {
              int at = (down.first()[y] + j) * width + across.first()[x] + i;
              sum +=
                  (double) down.weights()[y * down.taps() + j]
                      * across.weights()[x * across.taps() + i]
                      * source[at * channels + c];
            }
          }
          assertThat((double) made[(y * toWidth + x) * channels + c]).isCloseTo(sum, within(2e-5));
        }
      }
    }
  }
}
