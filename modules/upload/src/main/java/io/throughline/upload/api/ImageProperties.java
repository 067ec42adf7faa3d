package io.throughline.upload.api;

/**
 * What a picture's header says.
 *
 * @param width pixels as stored, before {@code orientation}
 * @param height pixels as stored, before {@code orientation}
 * @param orientation how to turn it, 1 to 8 as in EXIF 2.32 (tag 0x0112); 1 leaves it as it is
 * @param hasAlpha true if it may be transparent
 */
public record ImageProperties(int width, int height, int orientation, boolean hasAlpha) {

  /** Pixels. */
  public long pixels() {
    return (long) width * height;
  }

  /** Width in pixels once it is turned the right way. */
  public int uprightWidth() {
    return orientation >= 5 ? height : width;
  }

  /** Height in pixels once it is turned the right way. */
  public int uprightHeight() {
    return orientation >= 5 ? width : height;
  }
}
