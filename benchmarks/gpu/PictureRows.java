package io.throughline.inference.engine.gpu;

import io.throughline.inference.api.DeviceActivity;
import io.throughline.inference.api.DeviceActivity.Kind;
import io.throughline.inference.api.DeviceReport;
import io.throughline.inference.api.ImageEngine;
import io.throughline.inference.api.ImageOperation;
import io.throughline.inference.api.ImageOperation.Aged;
import io.throughline.inference.api.ImageOperation.Comic;
import io.throughline.inference.api.ImageOperation.Enhance;
import io.throughline.inference.api.ImageOperation.Upscale;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.Progress;
import io.throughline.inference.engine.image.LineWeights;
import io.throughline.inference.engine.image.ProcessorImageEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Every picture kernel against the engine of the processor: not one sample may differ. */
final class PictureRows {

  private PictureRows() {}

  static List<Row> of(Bench bench) throws Exception {
    List<Row> rows = new ArrayList<>();
    rows.add(operation(bench, "Lanczos 1 to 16 MP, RGB", 1000, 1000, 3, new Upscale(4, 0)));
    rows.add(operation(bench, "Lanczos 4 to 16 MP, RGBA", 2000, 2000, 4, new Upscale(2, 0)));
    rows.add(operation(bench, "bilateral and Lanczos, 3 to 12 MP", 2000, 1500, 3, new Upscale(2, 1)));
    rows.add(operation(bench, "local contrast, 12 MP", 4000, 3000, 3, new Enhance(0, 1, 0, 0)));
    rows.add(operation(bench, "saturation, 12 MP", 4000, 3000, 3, new Enhance(0, 0, 1, 0)));
    rows.add(operation(bench, "unsharp mask, 12 MP", 4000, 3000, 3, new Enhance(0, 0, 0, 1)));
    rows.add(operation(bench, "comic, 12 MP", 4000, 3000, 3, new Comic(6, 0.7, 0)));
    rows.add(operation(bench, "old photograph, 12 MP", 4000, 3000, 3, new Aged(1, 0.5, 1, 1, 7)));
    rows.add(floats(bench, 1500, 1000, 3, 4000, 2500));
    rows.add(floats(bench, 4000, 2500, 3, 1300, 700));
    return rows;
  }

  private static Row operation(
      Bench bench, String what, int width, int height, int channels, ImageOperation operation)
      throws Exception {
    Picture picture = Picture.blank(width, height, channels);
    new Random(1).nextBytes(picture.samples());
    ImageRequest request = new ImageRequest(picture, operation);
    Picture expected = made(new ProcessorImageEngine(), request, Progress.none());
    CudaImageEngine engine = new CudaImageEngine(() -> Optional.of(bench.gpu));
    double best = Double.MAX_VALUE;
    double worst = 0;
    for (int round = 0; round < 5; round++) {
      List<DeviceReport> reports = new ArrayList<>();
      Picture made = made(engine, request, reporting(reports));
      for (int i = 0; i < made.samples().length; i++) {
        worst = Math.max(worst, Math.abs(made.samples()[i] - expected.samples()[i]));
      }
      best = Math.min(best, kernels(reports.get(0)));
    }
    double floor = bench.moving((double) picture.samples().length + expected.samples().length);
    return new Row(what, worst, 0, best, floor);
  }

  private static double kernels(DeviceReport report) {
    return report.activities().stream()
            .filter(activity -> activity.kind() == Kind.KERNEL)
            .mapToLong(DeviceActivity::duration)
            .sum()
        / 1e9;
  }

  private static Progress reporting(List<DeviceReport> reports) {
    return new Progress() {
      @Override
      public void report(double fraction) {}

      @Override
      public void device(DeviceReport report) {
        reports.add(report);
      }
    };
  }

  private static <M extends AutoCloseable> Picture made(
      ImageEngine<M> engine, ImageRequest request, Progress progress) throws Exception {
    try (M model = engine.load()) {
      return engine.process(model, request, progress);
    }
  }

  private static Row floats(Bench bench, int width, int height, int channels, int toWidth, int toHeight)
      throws Exception {
    float[] source = Numbers.uniform(width * height * channels, 2);
    float[] made = new float[toWidth * toHeight * channels];
    LineWeights across = LineWeights.lanczos3(width, toWidth);
    LineWeights down = LineWeights.lanczos3(height, toHeight);
    double seconds =
        bench.best(
            (session, body) -> {
              try (DeviceMemory from = session.allocate(HostData.of(source));
                  DeviceMemory to = session.allocate(4L * made.length);
                  DeviceLineFilter filter =
                      new DeviceLineFilter(session, across, down, width, height, channels)) {
                body.rounds(s -> filter.floats(from, to));
                session.download(to, HostData.of(made));
              }
            });
    double worst = 0;
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      int at = random.nextInt(made.length);
      int x = at / channels % toWidth;
      int y = at / channels / toWidth;
      double sum = 0;
      for (int j = 0; j < down.count()[y]; j++) {
        for (int k = 0; k < across.count()[x]; k++) {
          int pixel = (down.first()[y] + j) * width + across.first()[x] + k;
          sum +=
              (double) down.weights()[y * down.taps() + j]
                  * across.weights()[x * across.taps() + k]
                  * source[pixel * channels + at % channels];
        }
      }
      worst = Math.max(worst, Math.abs(sum - made[at]));
    }
    String what = "Lanczos " + width + "x" + height + " to " + toWidth + "x" + toHeight + ", floats";
    return new Row(what, worst, 1e-5, seconds, bench.moving(4.0 * (source.length + made.length)));
  }
}
