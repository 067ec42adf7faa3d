package io.throughline.inference.image;

/**
 * How large pictures may be.
 *
 * @param maxPixels of a picture that is sent
 * @param maxOutputPixels of a picture that is made
 */
public record ImageLimits(long maxPixels, long maxOutputPixels) {

  public ImageLimits {
    if (maxPixels < 1 || maxOutputPixels < 1) {
      throw new IllegalArgumentException(
          "THROUGHLINE_IMAGE_MAX_PIXELS and THROUGHLINE_IMAGE_MAX_OUTPUT_PIXELS must be at least 1");
    }
  }
}
