package io.throughline.inference.engine.image;

import io.throughline.inference.api.ImageOperation;
import io.throughline.inference.api.ImageOperation.Aged;
import io.throughline.inference.api.ImageOperation.Comic;
import io.throughline.inference.api.ImageOperation.Enhance;
import io.throughline.inference.api.ImageOperation.Upscale;
import io.throughline.inference.api.Progress;

/**
 * The operations as sequences of filters, the same wherever those run.
 *
 * @param <P> a picture where it is worked on
 */
public final class PictureSteps<P> {

  private static final int RADIUS = 4;

  private final PictureFilters<P> filters;
  private final Progress progress;

  public PictureSteps(PictureFilters<P> filters, Progress progress) {
    this.filters = filters;
    this.progress = progress;
  }

  /** The picture after the operation; the same object if that changes nothing. */
  public P apply(P picture, ImageOperation operation) throws InterruptedException {
    if (operation instanceof Upscale upscale) {
      return upscaled(picture, upscale);
    } else if (operation instanceof Enhance enhance) {
      return enhanced(picture, enhance);
    } else if (operation instanceof Comic comic) {
      return drawn(picture, comic);
    }
    return filters.age(picture, (Aged) operation);
  }

  private P upscaled(P picture, Upscale wanted) throws InterruptedException {
    P clean = smooth(picture, wanted.denoise());
    progress.report(0.5);
    return filters.enlarge(clean, wanted.scale());
  }

  private P enhanced(P picture, Enhance wanted) throws InterruptedException {
    // one variable, so that what a step leaves behind is free for the next
    P made = smooth(picture, wanted.denoise());
    progress.report(0.4);
    if (wanted.contrast() > 0) {
      made = filters.contrast(made, 2.5, 0.8 * wanted.contrast());
    }
    progress.report(0.7);
    if (wanted.saturation() > 0) {
      made = filters.saturate(made, wanted.saturation());
    }
    return wanted.sharpen() == 0 ? made : filters.sharpen(made, 1.5 * wanted.sharpen());
  }

  private P drawn(P picture, Comic wanted) throws InterruptedException {
    P smooth = smooth(picture, wanted.smoothing());
    progress.report(0.6);
    return filters.draw(smooth, wanted);
  }

  private P smooth(P picture, double strength) throws InterruptedException {
    return strength == 0 ? picture : filters.smooth(picture, RADIUS, 90 * strength, 2);
  }
}
