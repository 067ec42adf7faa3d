package io.throughline.inference.engine.image;

import io.throughline.inference.api.ImageOperation;
import io.throughline.inference.api.ImageOperation.Aged;
import io.throughline.inference.api.ImageOperation.Area;
import io.throughline.inference.api.ImageOperation.Comic;
import io.throughline.inference.api.ImageOperation.Enhance;
import io.throughline.inference.api.ImageOperation.RemoveBackground;
import io.throughline.inference.api.ImageOperation.Upscale;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** Run by {@code run.sh}: {@code ImageBenchmark ROUNDS}. */
public final class ImageBenchmark {

  private interface Work {
    void run() throws Exception;
  }

  private ImageBenchmark() {}

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    try (RowWorkers workers = RowWorkers.onAllProcessors()) {
      resize(workers, rounds);
      operations(workers, rounds);
      cut(rounds);
    }
  }

  private static void resize(RowWorkers workers, int rounds) throws Exception {
    Picture source = noise(1000, 1000);
    SeparableFilter filter = new SeparableFilter(workers);
    Mat from = new Mat(1000, 1000, opencv_core.CV_8UC3, new BytePointer(source.samples()));
    Mat to = new Mat();
    Work ours = () -> filter.resize(source, 4000, 4000);
    Work theirs =
        () ->
            opencv_imgproc.resize(
                from, to, new Size(4000, 4000), 0, 0, opencv_imgproc.INTER_LANCZOS4);
    double[] our = new double[rounds];
    double[] their = new double[rounds];
    double[] ratio = new double[rounds];
    for (int round = -3; round < rounds; round++) {
      double mine = millis(ours);
      double other = millis(theirs);
      if (round >= 0) {
        our[round] = mine;
        their[round] = other;
        ratio[round] = mine / other;
      }
    }
    Arrays.sort(ratio);
    say(
        "resize 1 to 16 MP: raster %.0f ms, OpenCV %.0f ms, ratio %.2f (%.2f..%.2f)",
        median(our), median(their), ratio[rounds / 2], ratio[0], ratio[rounds - 1]);
  }

  private static void operations(RowWorkers workers, int rounds) throws Exception {
    Picture picture = figure(4000, 3000);
    ProcessorImageEngine engine = new ProcessorImageEngine();
    List<ImageOperation> operations =
        List.of(
            new Upscale(2, 0),
            new Enhance(0.2, 0.4, 0.15, 0.4),
            new Comic(7, 0.8, 0.6),
            new Aged(0.8, 0.4, 0.5, 0.5, 1),
            new RemoveBackground(new Area(200, 200, 3600, 2600), 0, 5, Optional.empty()));
    for (ImageOperation operation : operations) {
      double[] took = new double[Math.min(5, rounds)];
      for (int round = -1; round < took.length; round++) {
        double time =
            millis(
                () ->
                    engine.process(
                        workers, new ImageRequest(picture, operation), Progress.none()));
        if (round >= 0) {
          took[round] = time;
        }
      }
      say("12 MP, %s: %.0f ms", operation, median(took));
    }
  }

  /** The decision alone, on the largest picture that it is made on. */
  private static void cut(int rounds) throws Exception {
    int side = 512;
    int margin = side / 20;
    Picture picture = figure(side, side);
    boolean[] background = new boolean[side * side];
    for (int i = 0; i < background.length; i++) {
      int x = i % side;
      int y = i / side;
      background[i] = Math.min(Math.min(x, side - 1 - x), Math.min(y, side - 1 - y)) < margin;
    }
    Mat image = new Mat(side, side, opencv_core.CV_8UC3, new BytePointer(picture.samples()));
    Rect inside = new Rect(margin, margin, side - 2 * margin, side - 2 * margin);
    double[] our = new double[rounds];
    double[] their = new double[rounds];
    int different = 0;
    for (int round = -1; round < rounds; round++) {
      GrabCut cut = new GrabCut(picture, new boolean[side * side]);
      long start = System.nanoTime();
      boolean[] subject = cut.subject(background, 5, done -> {});
      double mine = (System.nanoTime() - start) / 1e6;
      Mat mask = new Mat();
      double other =
          millis(
              () ->
                  opencv_imgproc.grabCut(
                      image,
                      mask,
                      inside,
                      new Mat(),
                      new Mat(),
                      5,
                      opencv_imgproc.GC_INIT_WITH_RECT));
      if (round >= 0) {
        our[round] = mine;
        their[round] = other;
      }
      byte[] decided = new byte[side * side];
      mask.data().get(decided);
      different = 0;
      for (int i = 0; i < decided.length; i++) {
        different += (decided[i] & 1) == 1 ^ subject[i] ? 1 : 0;
      }
    }
    say(
        "GrabCut of 512 x 512, 5 iterations: raster %.0f ms, OpenCV %.0f ms, %d pixels differ",
        median(our), median(their), different);
  }

  /** A round subject of three colours on a slope of others, with noise. */
  private static Picture figure(int width, int height) {
    Picture picture = Picture.blank(width, height, 3);
    Random random = new Random(2);
    for (int i = 0; i < width * height; i++) {
      double x = (i % width + 0.5) / width - 0.5;
      double y = (i / width + 0.5) / height - 0.5;
      boolean inside = x * x + y * y < 0.09;
      int[] color =
          inside
              ? new int[] {200, x > 0 ? 60 : 140, y > 0 ? 40 : 90}
              : new int[] {(int) (60 + 60 * x), (int) (140 + 60 * y), (int) (170 + 80 * x)};
      for (int c = 0; c < 3; c++) {
        picture.samples()[3 * i + c] =
            Samples.rounded(color[c] + 9 * (float) random.nextGaussian());
      }
    }
    return picture;
  }

  private static Picture noise(int width, int height) {
    Picture picture = Picture.blank(width, height, 3);
    new Random(1).nextBytes(picture.samples());
    return picture;
  }

  private static double millis(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
