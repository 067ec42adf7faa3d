package io.throughline.inference.engine.image;

import io.throughline.inference.api.ImageOperation.Aged;
import io.throughline.inference.api.ImageOperation.Comic;
import io.throughline.inference.api.Picture;

/** The filters on all processors. Thread-safe. */
final class ProcessorFilters implements PictureFilters<Picture> {

  private final SeparableFilter separable;
  private final Smoothing smoothing;
  private final Pixels pixels;
  private final LocalContrast contrast;
  private final Sharpening sharpening;

  ProcessorFilters(RowWorkers workers) {
    this.separable = new SeparableFilter(workers);
    this.smoothing = new Smoothing(workers);
    this.pixels = new Pixels(workers);
    this.contrast = new LocalContrast(workers, pixels);
    this.sharpening = new Sharpening(separable, pixels);
  }

  @Override
  public Picture smooth(Picture picture, int radius, double sigmaColor, double sigmaSpace)
      throws InterruptedException {
    return smoothing.apply(picture, radius, sigmaColor, sigmaSpace);
  }

  @Override
  public Picture enlarge(Picture picture, int scale) throws InterruptedException {
    return separable.resize(picture, picture.width() * scale, picture.height() * scale);
  }

  @Override
  public Picture contrast(Picture picture, double clip, double strength)
      throws InterruptedException {
    return contrast.apply(picture, clip, strength);
  }

  @Override
  public Picture saturate(Picture picture, double more) throws InterruptedException {
    return pixels.change(picture, (x, y, rgb) -> saturate(rgb, (float) more));
  }

  private static void saturate(float[] rgb, float more) {
    float luma = Samples.luma(rgb[0], rgb[1], rgb[2]);
    for (int c = 0; c < 3; c++) {
      rgb[c] += more * (rgb[c] - luma);
    }
  }

  @Override
  public Picture sharpen(Picture picture, double amount) throws InterruptedException {
    return sharpening.apply(picture, amount);
  }

  @Override
  public Picture draw(Picture picture, Comic wanted) throws InterruptedException {
    return pixels.change(picture, new Drawing(wanted, picture)::apply);
  }

  @Override
  public Picture age(Picture picture, Aged wanted) throws InterruptedException {
    return pixels.change(picture, new OldPhotograph(wanted, picture)::apply);
  }
}
