package io.throughline.inference.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.throughline.inference.api.ImageOperation;
import io.throughline.inference.api.ImageOperation.Aged;
import io.throughline.inference.api.ImageOperation.Comic;
import io.throughline.inference.api.ImageOperation.Enhance;
import io.throughline.inference.api.ImageOperation.Upscale;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.Progress;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessorImageEngineTest {

  private final ProcessorImageEngine engine = new ProcessorImageEngine();
  private final RowWorkers workers = engine.load();

  @AfterEach
  void close() {
    workers.close();
  }

  static Stream<ImageOperation> everything() {
    return Stream.of(
        new Upscale(2, 0.5),
        new Enhance(0.5, 0.5, 0.5, 0.5),
        new Comic(6, 0.7, 0.6),
        new Aged(0.8, 0.4, 0.5, 0.5, 1));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void theSourceStaysAsItWasAndAlphaToo(ImageOperation operation) throws Exception {
    Picture source = Pictures.noise(24, 18, 4, 1);
    byte[] before = source.samples().clone();

    Picture made = apply(source, operation);

    assertThat(source.samples()).isEqualTo(before);
    assertThat(made.channels()).isEqualTo(4);
    if (made.width() == source.width()) {
      assertThat(Pictures.sample(made, 7, 5, 3)).isEqualTo(Pictures.sample(source, 7, 5, 3));
    }
  }

  @ParameterizedTest
  @MethodSource("everything")
  void theSamePictureComesOutTheSame(ImageOperation operation) throws Exception {
    Picture source = Pictures.noise(33, 21, 3, 2);

    assertThat(apply(source, operation).samples()).isEqualTo(apply(source, operation).samples());
  }

  @Test
  void strengthsOfZeroChangeNothing() throws Exception {
    Picture source = Pictures.noise(20, 10, 3, 3);

    assertThat(apply(source, new Enhance(0, 0, 0, 0)).samples()).isEqualTo(source.samples());
    assertThat(apply(source, new Aged(0, 0, 0, 0, 1)).samples()).isEqualTo(source.samples());
  }

  @Test
  void upscalingMultipliesTheSize() throws Exception {
    Picture large = apply(Pictures.noise(10, 6, 3, 4), new Upscale(4, 0));

    assertThat(large.width()).isEqualTo(40);
    assertThat(large.height()).isEqualTo(24);
  }

  @Test
  void contrastSpreadsDullBrightness() throws Exception {
    Picture dull = Pictures.noise(128, 96, 3, 8);
    for (int i = 0; i < dull.samples().length; i++) {
      dull.samples()[i] = (byte) (120 + (dull.samples()[i] & 0xFF) / 16);
    }

    Picture clear = apply(dull, new Enhance(0, 1, 0, 0));

    assertThat(spread(clear)).isGreaterThan(1.5 * spread(dull));
  }

  /** Standard deviation of all samples. */
  private static double spread(Picture picture) {
    double sum = 0;
    double squares = 0;
    for (byte sample : picture.samples()) {
      sum += sample & 0xFF;
      squares += (sample & 0xFF) * (sample & 0xFF);
    }
    double mean = sum / picture.samples().length;
    return Math.sqrt(squares / picture.samples().length - mean * mean);
  }

  @Test
  void sharpeningMakesAnEdgeSteeper() throws Exception {
    Picture edge = Pictures.halves(40, 10, 80, 160);

    Picture sharp = apply(edge, new Enhance(0, 0, 0, 1));

    assertThat(Pictures.sample(sharp, 19, 5, 0)).isLessThan(80);
    assertThat(Pictures.sample(sharp, 20, 5, 0)).isGreaterThan(160);
    assertThat(Pictures.sample(sharp, 2, 5, 0)).isEqualTo(80);
  }

  @Test
  void saturationLeavesGreyAloneAndSpreadsColour() throws Exception {
    Picture grey = apply(Pictures.filled(4, 4, 90, 90, 90), new Enhance(0, 0, 1, 0));
    Picture red = apply(Pictures.filled(4, 4, 150, 90, 90), new Enhance(0, 0, 1, 0));

    assertThat(Pictures.sample(grey, 1, 1, 0)).isEqualTo(90);
    assertThat(Pictures.sample(red, 1, 1, 0) - Pictures.sample(red, 1, 1, 1)).isEqualTo(120);
  }

  @Test
  void aDrawingHasFewTonesAndLinesAtEdges() throws Exception {
    Picture drawing = apply(Pictures.halves(60, 20, 40, 220), new Comic(3, 1, 0));

    assertThat(Pictures.sample(drawing, 5, 10, 0)).isEqualTo(0);
    assertThat(Pictures.sample(drawing, 55, 10, 0)).isEqualTo(255);
    assertThat(Pictures.sample(drawing, 30, 10, 0)).as("the line").isZero();
  }

  @Test
  void anOldPhotographIsBrownAndDarkInItsCorners() throws Exception {
    Picture old = apply(Pictures.filled(80, 60, 200, 200, 200), new Aged(1, 0, 0, 1, 1));

    assertThat(Pictures.sample(old, 40, 30, 0)).isGreaterThan(Pictures.sample(old, 40, 30, 2));
    assertThat(Pictures.sample(old, 0, 0, 1)).isLessThan(Pictures.sample(old, 40, 30, 1) / 2);
  }

  @Test
  void grainHasMeanZeroAndDeviationOne() {
    double sum = 0;
    double squares = 0;
    int pixels = 256 * 256;
    for (int i = 0; i < pixels; i++) {
      float grain = Grain.at(i % 256, i / 256, 77);
      sum += grain;
      squares += grain * grain;
    }

    assertThat(sum / pixels).isCloseTo(0, within(0.02));
    assertThat(squares / pixels).isCloseTo(1, within(0.02));
    assertThat(Grain.at(3, 4, 77)).isNotEqualTo(Grain.at(3, 4, 78));
  }

  @Test
  void anInterruptStopsTheWork() {
    Picture source = Pictures.noise(900, 900, 3, 6);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> apply(source, new Comic(6, 1, 1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  private Picture apply(Picture picture, ImageOperation operation) throws Exception {
    return engine.process(workers, new ImageRequest(picture, operation), Progress.none());
  }
}
