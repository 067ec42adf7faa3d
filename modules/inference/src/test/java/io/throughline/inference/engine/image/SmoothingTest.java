package io.throughline.inference.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.throughline.inference.api.Picture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmoothingTest {

  private final RowWorkers workers = new RowWorkers(2);
  private final Smoothing smoothing = new Smoothing(workers);

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void edgesStayAndNoiseGoes() throws Exception {
    Picture noisy = Pictures.halves(40, 20, 60, 190);
    Picture noise = Pictures.noise(40, 20, 3, 5);
    for (int i = 0; i < noisy.samples().length; i++) {
      noisy.samples()[i] += (byte) (noise.samples()[i] / 16);
    }

    Picture smooth = smoothing.apply(noisy, 4, 40, 2);

    for (int x = 2; x < 38; x++) {
      assertThat((double) Pictures.sample(smooth, x, 10, 1))
          .as("at %d", x)
          .isCloseTo(x < 20 ? 60 : 190, within(4.0));
    }
  }

  @Test
  void averagesAsTheDefinitionSays() throws Exception {
    Picture source = Pictures.noise(15, 12, 3, 9);

    Picture smooth = smoothing.apply(source, 3, 50, 1.5);

    for (int y = 0; y < 12; y++) {
      for (int x = 0; x < 15; x++) {
        assertThat((double) Pictures.sample(smooth, x, y, 2))
            .isCloseTo(byDefinition(source, x, y), within(0.51));
      }
    }
  }

  private static double byDefinition(Picture source, int x, int y) {
    double sum = 0;
    double weights = 0;
    for (int ny = 0; ny < source.height(); ny++) {
      for (int nx = 0; nx < source.width(); nx++) {
        double square = (nx - x) * (nx - x) + (ny - y) * (ny - y);
        if (square <= 9) {
          double difference = 0;
          for (int c = 0; c < 3; c++) {
            difference +=
                Math.abs(Pictures.sample(source, nx, ny, c) - Pictures.sample(source, x, y, c));
          }
          double weight =
              Math.exp(-square / (2 * 1.5 * 1.5) - difference * difference / (2 * 50.0 * 50));
          sum += weight * Pictures.sample(source, nx, ny, 2);
          weights += weight;
        }
      }
    }
    return sum / weights;
  }
}
