package io.throughline.inference.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.throughline.inference.api.Picture;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectColorsTest {

  private static final int WIDTH = 160;
  private static final int HEIGHT = 120;
  private static final int[] RED = {200, 40, 40};
  private static final int[] GREEN = {40, 200, 60};
  private static final int[] BLUE = {60, 120, 210};
  private static final int NOISE = 4;

  /** A red square with a green thread that leads away from it, before blue. */
  private static Picture square(boolean[] subject, int thickness) {
    Random random = new Random(1);
    Picture picture = Picture.blank(WIDTH, HEIGHT, 3);
    for (int i = 0; i < subject.length; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      boolean inSquare = x >= 20 && x < 60 && y >= 20 && y < 100;
      boolean inThread = x >= 60 && x < 140 && y >= 60 && y < 60 + thickness;
      subject[i] = inSquare || inThread;
      int[] color = inSquare ? RED : inThread ? GREEN : BLUE;
      for (int c = 0; c < 3; c++) {
        float sample = color[c] + (float) random.nextGaussian() * NOISE;
        picture.samples()[3 * i + c] = Samples.rounded(sample);
      }
    }
    return picture;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void aThreadOfAnotherColourKeepsIt(int thickness) throws Exception {
    boolean[] subject = new boolean[WIDTH * HEIGHT];
    Picture picture = square(subject, thickness);

    byte[] color = color(picture, subject, 100, 60 + thickness / 2);

    for (int c = 0; c < 3; c++) {
      assertThat(color[c] & 0xFF).isCloseTo(GREEN[c], within(6 * NOISE));
    }
  }

  @Test
  void aMixedPixelGetsTheSubjectsColourOnBothSidesOfTheEdge() throws Exception {
    boolean[] subject = new boolean[WIDTH * HEIGHT];
    Picture picture = square(subject, 0);
    for (int x = 59; x <= 60; x++) {
      for (int c = 0; c < 3; c++) {
        picture.samples()[picture.row(40) + 3 * x + c] = (byte) ((RED[c] + BLUE[c]) / 2);
      }
    }

    for (int x = 59; x <= 60; x++) {
      byte[] color = color(picture, subject, x, 40);
      for (int c = 0; c < 3; c++) {
        assertThat(color[c] & 0xFF).isCloseTo(RED[c], within(4 * NOISE));
      }
    }
  }

  private static byte[] color(Picture picture, boolean[] subject, int x, int y) throws Exception {
    byte[] color = new byte[3];
    new SubjectColors(picture, Layers.of(picture, subject)).put(x, y, color, 0);
    return color;
  }
}
