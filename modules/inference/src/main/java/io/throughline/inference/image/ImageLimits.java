package io.throughline.inference.image;

/**
 * How large pictures may be.
 *
 * @param maxPixels of a picture that is sent
 * @param maxOutputPixels of a picture that is made
 */
public record ImageLimits(long maxPixels, long maxOutputPixels) {

  /** 50 and 100 million pixels. */
  public static ImageLimits defaults() {
    return new ImageLimits(50_000_000, 100_000_000);
  }
}
