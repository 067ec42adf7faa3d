package io.throughline.inference.image;

/**
 * How large pictures of one tier may be.
 *
 * @param tier its name
 * @param maxBytes of a file that is sent
 * @param maxPixels of a picture that is sent
 * @param maxOutputPixels of a picture that is made
 */
public record ImageLimits(String tier, long maxBytes, long maxPixels, long maxOutputPixels) {

  public ImageLimits {
    if (maxBytes < 1 || maxPixels < 1 || maxOutputPixels < 1) {
      throw new IllegalArgumentException(
          "THROUGHLINE_UPLOAD_MAX_BYTES, THROUGHLINE_IMAGE_MAX_PIXELS and"
              + " THROUGHLINE_IMAGE_MAX_OUTPUT_PIXELS must be at least 1");
    }
  }
}
