package io.throughline.inference.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.inference.api.ImageOperation.Area;
import io.throughline.inference.api.ImageOperation.Color;
import io.throughline.inference.api.ImageOperation.RemoveBackground;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.Progress;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeColorTest {

  private static final long SEED = 11;

  private final ProcessorImageEngine engine = new ProcessorImageEngine();
  private final RowWorkers workers = engine.load();

  @AfterEach
  void close() {
    workers.close();
  }

  /** Mean errors of samples at the edge, with the picture's own colours and without them. */
  @ParameterizedTest
  @CsvSource({
    "400, 300, 0, 85.6, 13.2",
    "400, 300, 3, 30.9, 6.9",
    "400, 300, 12, 29.6, 5.0",
    "800, 600, 0, 101.2, 13.6",
    "1600, 1200, 6, 26.0, 2.2"
  })
  void theEdgeHasTheFiguresColours(int width, int height, double feather, double mixed, double most)
      throws Exception {
    MixedFigure figure = MixedFigure.drawn(width, height, SEED);

    Picture made = removed(figure, feather, Optional.empty());

    assertThat(figure.edgeError(figure.withMixedColors(made))).isBetween(mixed - 0.2, mixed);
    assertThat(figure.edgeError(made)).isLessThan(most);
  }

  @Test
  void nothingOfTheBackgroundIsLeftWhereItIsTransparent() throws Exception {
    MixedFigure figure = MixedFigure.drawn(400, 300, SEED);

    Picture made = removed(figure, 0, Optional.empty());

    assertThat(Pictures.sample(figure.picture(), 2, 2, 1)).isGreaterThan(150);
    int greenest = 0;
    for (int i = 0; i < 400 * 300; i++) {
      greenest = Math.max(greenest, made.samples()[4 * i + 1] & 0xFF);
    }
    assertThat(greenest).isLessThan(110);
  }

  @Test
  void anotherBackgroundMixesWithTheFiguresOwnColours() throws Exception {
    MixedFigure figure = MixedFigure.drawn(400, 300, SEED);
    Color magenta = Color.of("#ff00ff");

    Picture made = removed(figure, 4, Optional.of(magenta));

    Picture cutOut = removed(figure, 4, Optional.empty());
    byte[] expected = new byte[3 * 400 * 300];
    for (int i = 0; i < expected.length; i++) {
      int share = cutOut.samples()[i / 3 * 4 + 3] & 0xFF;
      int own = cutOut.samples()[i / 3 * 4 + i % 3] & 0xFF;
      expected[i] = (byte) ((own * share + magenta.channel(i % 3) * (255 - share) + 127) / 255);
    }
    assertThat(made.samples()).isEqualTo(expected);
  }

  @Test
  void coloursAwayFromTheEdgeStayAsTheyWere() throws Exception {
    MixedFigure figure = MixedFigure.drawn(400, 300, SEED);

    Picture made = removed(figure, 12, Optional.empty());

    for (int x = 160; x < 250; x++) {
      for (int c = 0; c < 3; c++) {
        assertThat(Pictures.sample(made, x, 180, c))
            .isEqualTo(Pictures.sample(figure.picture(), x, 180, c));
      }
    }
  }

  private Picture removed(MixedFigure figure, double feather, Optional<Color> behind)
      throws Exception {
    Picture picture = figure.picture();
    int margin = picture.height() / 20;
    Area area =
        new Area(margin, margin, picture.width() - 2 * margin, picture.height() - 2 * margin);
    RemoveBackground wanted = new RemoveBackground(area, feather, 5, behind);
    return engine.process(workers, new ImageRequest(picture, wanted), Progress.none());
  }
}
