package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;
import java.util.function.DoubleConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Tells a subject from its background (Rother, Kolmogorov and Blake 2004, <i>GrabCut: Interactive
 * Foreground Extraction using Iterated Graph Cuts</i>): learns the colours of both, parts them by
 * the cheapest cut, and learns again. For one thread.
 */
final class GrabCut {

  /** What it costs at most to part two neighbours, as in the paper. */
  private static final double SMOOTHNESS = 50;

  /** More than all edges of a pixel together. */
  private static final double CERTAIN = 9 * SMOOTHNESS;

  /** Capacities are whole numbers, whose sums are exact. */
  private static final double UNITS = 1000;

  private final Picture picture;
  private final boolean[] hidden;
  private final int pixels;

  /**
   * @param picture of so few pixels that a cut of it is quick
   * @param hidden pixels whose colours say nothing, by rows
   */
  GrabCut(Picture picture, boolean[] hidden) {
    this.picture = picture;
    this.hidden = hidden;
    this.pixels = picture.width() * picture.height();
  }

  /**
   * Which pixels, by rows, are the subject: all false if there is none.
   *
   * @param background pixels that are not, for certain
   * @param iterations of learning and cutting
   * @param progress is told the share that is done
   */
  boolean[] subject(boolean[] background, int iterations, DoubleConsumer progress)
      throws InterruptedException {
    boolean[] subject = new boolean[pixels];
    for (int i = 0; i < pixels; i++) {
      subject[i] = !background[i] && !hidden[i];
    }
    if (count(i -> subject[i]) == 0 || count(i -> isOutside(subject, i)) == 0) {
      return subject;
    }
    ColorMixture inside = new ColorMixture(picture, i -> subject[i]);
    ColorMixture outside = new ColorMixture(picture, i -> isOutside(subject, i));
    double contrast = contrast();
    for (int i = 0; i < iterations; i++) {
      cut(subject, background, inside, outside, contrast);
      progress.accept((i + 1.0) / iterations);
      if (count(p -> subject[p]) == 0) {
        return subject;
      }
      inside = inside.refined(p -> subject[p]);
      outside = outside.refined(p -> isOutside(subject, p));
    }
    return subject;
  }

  private boolean isOutside(boolean[] subject, int pixel) {
    return !subject[pixel] && !hidden[pixel];
  }

  private long count(IntPredicate wanted) {
    return IntStream.range(0, pixels).filter(wanted).count();
  }

  /** Finds the next subject. */
  private void cut(
      boolean[] subject,
      boolean[] background,
      ColorMixture inside,
      ColorMixture outside,
      double contrast)
      throws InterruptedException {
    MinimumCut cut = new MinimumCut(picture.width(), picture.height());
    connect(cut, contrast);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int i = y * picture.width() + x;
        if (background[i] || hidden[i]) {
          cut.attach(x, y, 0, units(CERTAIN));
        } else {
          double more = outside.cost(i) - inside.cost(i);
          cut.attach(x, y, units(Math.max(0, more)), units(Math.max(0, -more)));
        }
      }
    }
    cut.solve();
    for (int i = 0; i < pixels; i++) {
      subject[i] = cut.isSubject(i % picture.width(), i / picture.width());
    }
  }

  private static int units(double cost) {
    return (int) Math.round(cost * UNITS);
  }

  /** Makes each pixel's edges cheap where colours change more than they do on average. */
  private void connect(MinimumCut cut, double contrast) {
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        for (int d = 0; d < MinimumCut.DX.length; d += 2) {
          if (isInside(x, y, d)) {
            double length = d < 4 ? 1 : Math.sqrt(2);
            double likeness = Math.exp(-contrast * difference(x, y, d));
            cut.connect(x, y, d, units(SMOOTHNESS / length * likeness));
          }
        }
      }
    }
  }

  /** One over twice the mean squared difference of neighbours. */
  private double contrast() {
    double sum = 0;
    long count = 0;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        for (int d = 0; d < MinimumCut.DX.length; d += 2) {
          if (isInside(x, y, d)) {
            sum += difference(x, y, d);
            count++;
          }
        }
      }
    }
    return sum == 0 ? 0 : count / (2 * sum);
  }

  private boolean isInside(int x, int y, int d) {
    int nx = x + MinimumCut.DX[d];
    int ny = y + MinimumCut.DY[d];
    return nx >= 0 && ny >= 0 && nx < picture.width() && ny < picture.height();
  }

  private int difference(int x, int y, int d) {
    byte[] samples = picture.samples();
    int at = picture.row(y) + x * picture.channels();
    int near = picture.row(y + MinimumCut.DY[d]) + (x + MinimumCut.DX[d]) * picture.channels();
    int square = 0;
    for (int c = 0; c < 3; c++) {
      int difference = (samples[at + c] & 0xFF) - (samples[near + c] & 0xFF);
      square += difference * difference;
    }
    return square;
  }
}
