package io.throughline.inference.engine.image;

import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.ImageOperation.Area;
import io.throughline.inference.api.ImageOperation.RemoveBackground;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.Progress;

/**
 * Cuts a subject out: decides on a picture small enough that cuts are quick whatever the size of
 * the original ({@link GrabCut}), finds the edge in the original ({@link Matte}), and gives it the
 * subject's own colours ({@link CutOut}). Thread-safe.
 */
final class BackgroundRemoval {

  private static final int MOST_PIXELS = 1 << 18;

  private final RowWorkers workers;
  private final SeparableFilter separable;

  BackgroundRemoval(RowWorkers workers, SeparableFilter separable) {
    this.workers = workers;
    this.separable = separable;
  }

  /**
   * @throws EngineException if everything looks like background
   */
  Picture apply(Picture picture, RemoveBackground wanted, String engine, Progress progress)
      throws EngineException, InterruptedException {
    Picture small = small(picture);
    boolean[] subject =
        new GrabCut(small, transparent(small))
            .subject(
                outside(wanted.subject(), picture, small),
                wanted.iterations(),
                done -> progress.report(0.8 * done));
    if (isEmpty(subject)) {
      throw new EngineException(
          engine,
          "no subject was found: everything in the rectangle looks like what is around it; send a"
              + " rectangle that the subject fills");
    }
    byte[] shares =
        feathered(new Matte(workers).of(picture, small, subject), picture, wanted.feather());
    progress.report(0.95);
    return new CutOut(workers).of(picture, Layers.of(small, subject), shares, wanted.background());
  }

  private Picture small(Picture picture) throws InterruptedException {
    double factor = Math.sqrt(MOST_PIXELS / ((double) picture.width() * picture.height()));
    if (factor >= 1) {
      return picture;
    }
    return separable.resize(
        picture,
        Math.max(1, (int) (picture.width() * factor)),
        Math.max(1, (int) (picture.height() * factor)));
  }

  private byte[] feathered(byte[] shares, Picture picture, double feather)
      throws InterruptedException {
    return feather > 0
        ? new Feather(workers).apply(shares, picture.width(), picture.height(), feather)
        : shares;
  }

  private static boolean[] transparent(Picture small) {
    boolean[] transparent = new boolean[small.width() * small.height()];
    for (int i = 0; small.hasAlpha() && i < transparent.length; i++) {
      transparent[i] = small.samples()[4 * i + 3] == 0;
    }
    return transparent;
  }

  /** Which pixels of the small picture lie outside the area. */
  private static boolean[] outside(Area area, Picture picture, Picture small) {
    boolean[] outside = new boolean[small.width() * small.height()];
    for (int y = 0; y < small.height(); y++) {
      long originalY = (2L * y + 1) * picture.height() / (2L * small.height());
      for (int x = 0; x < small.width(); x++) {
        long originalX = (2L * x + 1) * picture.width() / (2L * small.width());
        outside[y * small.width() + x] = !area.contains(originalX, originalY);
      }
    }
    return outside;
  }

  private static boolean isEmpty(boolean[] subject) {
    for (boolean inside : subject) {
      if (inside) {
        return false;
      }
    }
    return true;
  }
}
