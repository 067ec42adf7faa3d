package io.throughline.inference.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.throughline.inference.api.Picture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeparableFilterTest {

  private final RowWorkers workers = new RowWorkers(3);
  private final SeparableFilter filter = new SeparableFilter(workers);

  @AfterEach
  void close() {
    workers.close();
  }

  @ParameterizedTest
  @CsvSource({"13, 9, 26, 18", "13, 9, 52, 36", "40, 30, 17, 11", "5, 7, 23, 3", "1, 1, 4, 4"})
  void resizesAsTheDefinitionSays(int fromWidth, int fromHeight, int toWidth, int toHeight)
      throws Exception {
    Picture source = Pictures.noise(fromWidth, fromHeight, 3, 42);

    Picture resized = filter.resize(source, toWidth, toHeight);

    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        for (int c = 0; c < 3; c++) {
          assertThat((double) Pictures.sample(resized, x, y, c))
              .isCloseTo(byDefinition(source, toWidth, toHeight, x, y, c), within(0.51));
        }
      }
    }
  }

  /** All pixels in reach, in two dimensions at once and in double precision. */
  private static double byDefinition(Picture source, int width, int height, int x, int y, int c) {
    double sum = 0;
    double weights = 0;
    for (int sy = 0; sy < source.height(); sy++) {
      for (int sx = 0; sx < source.width(); sx++) {
        double weight =
            weight(sx, x, source.width(), width) * weight(sy, y, source.height(), height);
        sum += weight * Pictures.sample(source, sx, sy, c);
        weights += weight;
      }
    }
    return Math.max(0, Math.min(255, sum / weights));
  }

  private static double weight(int from, int to, int fromLength, int toLength) {
    double scale = (double) fromLength / toLength;
    double distance = (from - ((to + 0.5) * scale - 0.5)) / Math.max(1, scale);
    if (Math.abs(distance) >= 3) {
      return 0;
    }
    double t = Math.PI * distance;
    return distance == 0 ? 1 : 3 * Math.sin(t) * Math.sin(t / 3) / (t * t);
  }

  @Test
  void oneColourStaysThatColour() throws Exception {
    Picture resized = filter.resize(Pictures.filled(11, 7, 12, 200, 255), 44, 28);

    assertThat(resized).usingRecursiveComparison().isEqualTo(Pictures.filled(44, 28, 12, 200, 255));
  }

  @Test
  void theSameSizeIsTheSamePicture() throws Exception {
    Picture source = Pictures.noise(31, 17, 4, 7);
    for (int i = 3; i < source.samples().length; i += 4) {
      source.samples()[i] = (byte) 255;
    }

    assertThat(filter.resize(source, 31, 17).samples()).isEqualTo(source.samples());
  }

  @Test
  void whatIsTransparentDoesNotBleed() throws Exception {
    Picture source = Pictures.filled(8, 8, 255, 0, 0, 255);
    for (int y = 0; y < 8; y++) {
      for (int x = 4; x < 8; x++) {
        System.arraycopy(
            new byte[] {0, (byte) 255, 0, 0}, 0, source.samples(), source.row(y) + 4 * x, 4);
      }
    }

    Picture resized = filter.resize(source, 32, 32);

    for (int x = 0; x < 32; x++) {
      if (Pictures.sample(resized, x, 16, 3) > 0) {
        assertThat(Pictures.sample(resized, x, 16, 0)).as("red at %d", x).isEqualTo(255);
        assertThat(Pictures.sample(resized, x, 16, 1)).as("green at %d", x).isZero();
      }
    }
  }

  @Test
  void manyThreadsMakeWhatOneMakes() throws Exception {
    Picture source = Pictures.noise(600, 500, 3, 3);
    try (RowWorkers alone = new RowWorkers(1)) {
      assertThat(filter.resize(source, 1200, 1000).samples())
          .isEqualTo(new SeparableFilter(alone).resize(source, 1200, 1000).samples());
    }
  }

  @Test
  void aBlurSpreadsAPointByTheNormalDistribution() throws Exception {
    Picture point = Pictures.filled(41, 41, 0, 0, 0);
    for (int c = 0; c < 3; c++) {
      point.samples()[point.row(20) + 60 + c] = (byte) 255;
    }

    Picture blurred = filter.blur(point, 1);

    double center = 255 / (2 * Math.PI);
    assertThat((double) Pictures.sample(blurred, 20, 20, 0)).isCloseTo(center, within(1.0));
    assertThat((double) Pictures.sample(blurred, 21, 20, 1))
        .isCloseTo(center * Math.exp(-0.5), within(1.0));
    assertThat((double) Pictures.sample(blurred, 21, 22, 2))
        .isCloseTo(center * Math.exp(-2.5), within(1.0));
  }
}
