package io.throughline.inference.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.api.DeviceActivity;
import io.throughline.inference.api.DeviceReport;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.EngineOverloadedException;
import io.throughline.inference.api.ImageEngine;
import io.throughline.inference.api.ImageOperation;
import io.throughline.inference.api.ImageOperation.Aged;
import io.throughline.inference.api.ImageOperation.Area;
import io.throughline.inference.api.ImageOperation.Color;
import io.throughline.inference.api.ImageOperation.Comic;
import io.throughline.inference.api.ImageOperation.Enhance;
import io.throughline.inference.api.ImageOperation.RemoveBackground;
import io.throughline.inference.api.ImageOperation.Upscale;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.Progress;
import io.throughline.inference.engine.image.ProcessorImageEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels that are shipped, run by an emulator, against the engine of the processor. */
class CudaImageEngineTest {

  private final EmulatedDevice device = new EmulatedDevice(75, 1 << 24);
  private final Gpu gpu = new Gpu(device, Leaks.THROW);
  private final CudaImageEngine engine = new CudaImageEngine(() -> Optional.of(gpu));

  @AfterEach
  void everythingIsGivenBack() {
    gpu.close();

    assertThat(device.heap().used()).isZero();
    assertThat(device.openStreams()).isZero();
  }

  static Stream<Arguments> work() {
    List<ImageOperation> operations =
        List.of(
            new Upscale(2, 0.5),
            new Upscale(4, 0),
            new Enhance(0.5, 0.5, 0.5, 0.5),
            new Enhance(0, 1, 0, 1),
            new Comic(6, 0.7, 0.6),
            new Aged(0.8, 0.4, 0.5, 0.5, 1));
    return operations.stream()
        .flatMap(
            o ->
                Stream.of(
                    Arguments.of(o, noise(37, 23, 3)),
                    Arguments.of(o, noise(16, 9, 4)),
                    Arguments.of(o, noise(140, 3, 3)),
                    Arguments.of(o, noise(1, 1, 4)),
                    Arguments.of(o, noise(2, 70, 3))));
  }

  @ParameterizedTest
  @MethodSource("work")
  void everySampleIsThatOfTheProcessor(ImageOperation operation, Picture picture) throws Exception {
    ImageRequest request = new ImageRequest(picture, operation);

    assertThat(made(engine, request))
        .usingRecursiveComparison()
        .isEqualTo(made(new ProcessorImageEngine(), request));
  }

  private static <M extends AutoCloseable> Picture made(ImageEngine<M> engine, ImageRequest request)
      throws Exception {
    try (M model = engine.load()) {
      return engine.process(model, request, Progress.none());
    }
  }

  @Test
  void aBackgroundIsRemovedAsTheProcessorDoesIt() throws Exception {
    Picture square = Picture.blank(24, 18, 3);
    for (int y = 6; y < 13; y++) {
      for (int x = 8; x < 15; x++) {
        square.samples()[square.row(y) + 3 * x] = (byte) 220;
      }
    }
    ImageRequest request =
        new ImageRequest(
            square,
            new RemoveBackground(new Area(4, 4, 12, 10), 0, 1, Optional.of(Color.of("#102030"))));

    assertThat(made(engine, request))
        .usingRecursiveComparison()
        .isEqualTo(made(new ProcessorImageEngine(), request));
  }

  @Test
  void theDeviceSaysWhatItDidAndWhen() throws Exception {
    List<DeviceReport> reports = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void report(double fraction) {}

          @Override
          public void device(DeviceReport report) {
            reports.add(report);
          }
        };

    engine.process(
        engine.load(), new ImageRequest(noise(20, 10, 3), new Aged(1, 0, 0, 0, 1)), progress);

    assertThat(reports).hasSize(1);
    List<DeviceActivity> activities = reports.get(0).activities();
    assertThat(activities)
        .extracting(DeviceActivity::kind)
        .containsExactly(
            DeviceActivity.Kind.TO_DEVICE,
            DeviceActivity.Kind.KERNEL,
            DeviceActivity.Kind.FROM_DEVICE);
    assertThat(activities).extracting(DeviceActivity::bytes).containsExactly(600L, 0L, 600L);
    assertThat(activities.get(0).duration()).isEqualTo(600);
    assertThat(activities.get(1).name()).isEqualTo("age_photograph");
    assertThat(activities.get(1).grid()).isEqualTo("1x10");
    assertThat(activities.get(1).block()).isEqualTo(128);
    assertThat(activities.get(1).start())
        .isEqualTo(activities.get(0).start() + activities.get(0).duration());
    assertThat(reports.get(0).memoryAfter()).isEqualTo(reports.get(0).memoryBefore());
  }

  @Test
  void aPictureThatFindsNoRoomMayBeTriedAgain() throws Exception {
    ImageRequest tooLarge = new ImageRequest(noise(1000, 700, 4), new Upscale(4, 0));
    ImageRequest small = new ImageRequest(noise(10, 10, 3), new Upscale(2, 0));

    assertThatThrownBy(() -> engine.process(engine.load(), tooLarge, Progress.none()))
        .isInstanceOf(EngineOverloadedException.class)
        .hasMessage("engine cuda: the graphics card has no room now");

    assertThat(device.heap().used()).isZero();
    assertThat(engine.process(engine.load(), small, Progress.none()).width()).isEqualTo(20);
  }

  @Test
  void anInterruptStopsTheWorkAndLeavesNothing() throws Exception {
    ImageRequest request = new ImageRequest(noise(10, 10, 3), new Upscale(2, 1));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> engine.process(engine.load(), request, Progress.none()))
        .isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(device.heap().used()).isZero();
  }

  @Test
  void withoutACardItIsNotThere() {
    CudaImageEngine none = new CudaImageEngine(Optional::empty);

    assertThat(none.isAvailable()).isFalse();
    assertThat(none.description().device()).isEqualTo("cuda");
    assertThatThrownBy(none::load).isInstanceOf(EngineException.class);
  }

  private static Picture noise(int width, int height, int channels) {
    Picture picture = Picture.blank(width, height, channels);
    new Random(width).nextBytes(picture.samples());
    return picture;
  }
}
