package io.throughline.inference.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.ImageOperation.Enhance;
import io.throughline.inference.api.ImageOperation.Upscale;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxUpscaleEngineTest {

  @TempDir Path directory;

  @Test
  void everyPixelIsWhatTheNetworkMakesOfIt() throws Exception {
    Picture source = noise(50, 37, 3);

    Picture made = enlarged(source, doubling(0, -1, -1), 24, 4, 2);

    assertThat(made.width()).isEqualTo(100);
    assertThat(made.height()).isEqualTo(74);
    for (int i = 0; i < 100 * 74; i++) {
      int from = (i / 100 / 2 * 50 + i % 100 / 2) * 3;
      for (int c = 0; c < 3; c++) {
        assertThat(made.samples()[3 * i + c]).isEqualTo(source.samples()[from + c]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"16, 2", "17, 3", "32, 8", "50, 1", "64, 16"})
  void tilesLeaveNoSeams(int tile, int overlap) throws Exception {
    Picture source = noise(83, 61, 3);
    Path network = doubling(7, -1, -1);

    Picture tiled = enlarged(source, network, tile, overlap, 2);

    assertSame(tiled, enlarged(source, network, 500, overlap, 2));
  }

  @ParameterizedTest
  @CsvSource({"83, 61", "40, 30", "20, 100"})
  void aNetworkOfOneSizeWorksOnEverySize(int width, int height) throws Exception {
    Picture source = noise(width, height, 3);

    Picture made = enlarged(source, doubling(0, 32, 48), 0, 4, 2);

    assertSame(made, enlarged(source, doubling(0, -1, -1), 500, 4, 2));
  }

  /** Rounding may differ by one where sums are formed in another order. */
  private static void assertSame(Picture one, Picture other) {
    assertThat(one.width()).isEqualTo(other.width());
    for (int i = 0; i < one.samples().length; i++) {
      assertThat(Math.abs((one.samples()[i] & 0xFF) - (other.samples()[i] & 0xFF)))
          .as("sample %d", i)
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void theRestOfTheScaleIsResized() throws Exception {
    Picture made = enlarged(noise(20, 10, 4), doubling(0, -1, -1), 64, 8, 4);

    assertThat(made.width()).isEqualTo(80);
    assertThat(made.height()).isEqualTo(40);
    assertThat(made.hasAlpha()).isTrue();
  }

  @Test
  void otherOperationsAreRefused() throws Exception {
    OnnxUpscaleEngine engine = new OnnxUpscaleEngine(doubling(0, -1, -1));
    try (UpscaleNetwork network = engine.load()) {
      ImageRequest request = new ImageRequest(noise(4, 4, 3), new Enhance(0, 0, 0, 0));

      assertThatThrownBy(() -> engine.process(network, request, Progress.none()))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("only makes pictures larger");
    }
  }

  @Test
  void anInterruptStopsTheWork() throws Exception {
    OnnxUpscaleEngine engine = new OnnxUpscaleEngine(doubling(7, -1, -1), 16, 2);
    try (UpscaleNetwork network = engine.load()) {
      Thread caller = Thread.currentThread();
      ImageRequest request = new ImageRequest(noise(200, 200, 3), new Upscale(2, 0));

      assertThatThrownBy(() -> engine.process(network, request, done -> caller.interrupt()))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void whatIsNoNetworkForThisSaysWhatIsWrong() throws IOException {
    assertRefused(directory.resolve("none.onnx"), "there is no model file that can be read");
    assertRefused(
        Files.writeString(directory.resolve("text.onnx"), "hello"),
        "the model file is no network that ONNX Runtime loads");
    assertRefused(OnnxFile.sum(directory.resolve("sum.onnx")), "must have one input, it has 2");
    assertRefused(
        OnnxFile.same(directory.resolve("int.onnx"), false, 1, 3, -1, -1),
        "must have 32-bit floats as its input");
    assertRefused(
        OnnxFile.same(directory.resolve("grey.onnx"), true, 1, 1, -1, -1),
        "must have an input of batch, 3 channels, rows and columns; its shape is [1, 1, -1, -1]");
    assertRefused(
        OnnxFile.same(directory.resolve("same.onnx"), true, 1, 3, -1, -1),
        "must make pictures 2 to 8 times as large; of 32 x 32 pixels it makes [1, 3, 32, 32]");
    assertRefused(doubling(0, 8, 8), "takes pictures of 8 x 8 only");
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> new OnnxUpscaleEngine(file).load())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(why);
  }

  private Path doubling(long seed, long height, long width) throws IOException {
    return OnnxFile.doubling(
        directory.resolve("double-" + seed + "-" + height + ".onnx"), seed, height, width);
  }

  private static Picture enlarged(Picture source, Path file, int tile, int overlap, int scale)
      throws Exception {
    OnnxUpscaleEngine engine = new OnnxUpscaleEngine(file, tile, overlap);
    try (UpscaleNetwork network = engine.load()) {
      return engine.process(
          network, new ImageRequest(source, new Upscale(scale, 0)), Progress.none());
    }
  }

  private static Picture noise(int width, int height, int channels) {
    Picture picture = Picture.blank(width, height, channels);
    new Random(3).nextBytes(picture.samples());
    return picture;
  }
}
