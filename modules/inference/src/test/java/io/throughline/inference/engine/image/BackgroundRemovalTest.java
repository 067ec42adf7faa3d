package io.throughline.inference.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.ImageOperation.Area;
import io.throughline.inference.api.ImageOperation.Color;
import io.throughline.inference.api.ImageOperation.RemoveBackground;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackgroundRemovalTest {

  private final ProcessorImageEngine engine = new ProcessorImageEngine();
  private final RowWorkers workers = engine.load();

  @AfterEach
  void close() {
    workers.close();
  }

  @ParameterizedTest
  @CsvSource({"160, 120, 1", "320, 240, 2", "240, 320, 3", "1200, 900, 1"})
  void theFigureIsKeptAndTheBackgroundIsGone(int width, int height, long seed) throws Exception {
    Figure figure = Figure.drawn(width, height, seed);

    Picture made = removed(figure.picture(), within(width, height));

    assertThat(made.hasAlpha()).isTrue();
    assertThat(figure.overlap(made)).isGreaterThan(0.995);
    assertThat(made.samples()[3]).isZero();
    assertThat(Pictures.sample(made, width / 2, height / 2, 3)).isEqualTo(255);
    assertThat(Pictures.sample(made, width / 2, height / 2, 0))
        .isEqualTo(Pictures.sample(figure.picture(), width / 2, height / 2, 0));
  }

  @Test
  void nothingOutsideTheRectangleIsKept() throws Exception {
    Figure figure = Figure.drawn(200, 150, 5);

    Picture made =
        removed(
            figure.picture(),
            new RemoveBackground(new Area(40, 15, 125, 115), 0, 5, Optional.empty()));

    for (int y = 0; y < 150; y++) {
      assertThat(Pictures.sample(made, 36, y, 3)).isZero();
      assertThat(Pictures.sample(made, 168, y, 3)).isZero();
    }
  }

  @Test
  void aFeatherMakesTheEdgeSoftAndLeavesTheMiddle() throws Exception {
    Figure figure = Figure.drawn(320, 240, 6);
    RemoveBackground hard = within(320, 240);
    RemoveBackground soft = new RemoveBackground(hard.subject(), 4, 5, Optional.empty());

    Picture made = removed(figure.picture(), soft);

    assertThat(halfTransparent(made))
        .isGreaterThan(3 * halfTransparent(removed(figure.picture(), hard)));
    assertThat(Pictures.sample(made, 160, 130, 3)).isEqualTo(255);
  }

  private static int halfTransparent(Picture picture) {
    int count = 0;
    for (int i = 3; i < picture.samples().length; i += 4) {
      int alpha = picture.samples()[i] & 0xFF;
      count += alpha > 10 && alpha < 245 ? 1 : 0;
    }
    return count;
  }

  @Test
  void aColourComesWhereTheBackgroundWas() throws Exception {
    Figure figure = Figure.drawn(160, 120, 7);
    RemoveBackground blue =
        new RemoveBackground(within(160, 120).subject(), 0, 3, Optional.of(Color.of("#0010ff")));

    Picture made = removed(figure.picture(), blue);

    assertThat(made.channels()).isEqualTo(3);
    assertThat(Pictures.sample(made, 2, 2, 0)).isZero();
    assertThat(Pictures.sample(made, 2, 2, 1)).isEqualTo(16);
    assertThat(Pictures.sample(made, 2, 2, 2)).isEqualTo(255);
  }

  @Test
  void whatWasTransparentStaysSo() throws Exception {
    Figure figure = Figure.drawn(160, 120, 8);
    Picture source = Picture.blank(160, 120, 4);
    for (int i = 0; i < 160 * 120; i++) {
      System.arraycopy(figure.picture().samples(), 3 * i, source.samples(), 4 * i, 3);
      source.samples()[4 * i + 3] = (byte) (i % 160 < 80 ? 0 : 200);
    }

    Picture made = removed(source, within(160, 120));

    assertThat(Pictures.sample(made, 70, 60, 3)).isZero();
    assertThat(Pictures.sample(made, 90, 60, 3)).isEqualTo(200);
  }

  @Test
  void aPictureOfOneColourHasNoSubject() {
    Picture plain = Pictures.filled(64, 48, 90, 90, 90);

    assertThatThrownBy(() -> removed(plain, within(64, 48)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("no subject was found");
  }

  @Test
  void anInterruptStopsTheWork() {
    Picture picture = Figure.drawn(400, 300, 9).picture();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> removed(picture, within(400, 300)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void progressGrowsWithTheIterations() throws Exception {
    List<Double> reported = new ArrayList<>();
    Picture picture = Figure.drawn(160, 120, 10).picture();

    engine.process(workers, new ImageRequest(picture, within(160, 120)), reported::add);

    assertThat(reported).hasSizeGreaterThan(4).isSorted();
  }

  private static RemoveBackground within(int width, int height) {
    int margin = Math.min(width, height) / 20;
    Area area = new Area(margin, margin, width - 2 * margin, height - 2 * margin);
    return new RemoveBackground(area, 0, 5, Optional.empty());
  }

  private Picture removed(Picture picture, RemoveBackground wanted) throws Exception {
    return engine.process(workers, new ImageRequest(picture, wanted), Progress.none());
  }
}
