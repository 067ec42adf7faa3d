package io.throughline.inference.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorExtensionTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 1", "1, 9", "13, 5", "64, 48"})
  void oneKnownPixelGivesItsColourToAll(int width, int height) throws Exception {
    ColorField field = ColorField.blank(width, height);
    float[] weights = new float[width * height];
    weights[weights.length - 1] = 0.01f;
    Arrays.fill(field.samples(), field.samples().length - 3, field.samples().length, 90);

    new ColorExtension(field, weights).extended();

    for (float sample : field.samples()) {
      assertThat(sample).isCloseTo(90, within(0.01f));
    }
  }

  @Test
  void nearColoursCountMoreThanFarOnesAndKnownOnesStay() throws Exception {
    ColorField field = ColorField.blank(32, 1);
    float[] weights = new float[32];
    put(field, weights, 0, 10);
    put(field, weights, 31, 250);

    new ColorExtension(field, weights).extended();

    assertThat(field.samples()[0]).isEqualTo(10);
    assertThat(field.samples()[3 * 31]).isEqualTo(250);
    assertThat(field.samples()[3 * 2]).isLessThan(40);
    assertThat(field.samples()[3 * 29]).isGreaterThan(220);
    for (int x = 1; x < 32; x++) {
      assertThat(field.samples()[3 * x]).isGreaterThanOrEqualTo(field.samples()[3 * x - 3]);
    }
  }

  private static void put(ColorField field, float[] weights, int pixel, float sample) {
    Arrays.fill(field.samples(), 3 * pixel, 3 * pixel + 3, sample);
    weights[pixel] = 1;
  }

  @Test
  void whereNoColourIsKnownThereAreStillNumbers() throws Exception {
    ColorField field = ColorField.blank(5, 4);

    new ColorExtension(field, new float[20]).extended();

    assertThat(field.samples()).containsOnly(0f);
  }

  @Test
  void anInterruptStopsIt() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> new ColorExtension(ColorField.blank(4, 4), new float[16]).extended())
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
