package io.throughline.upload.control;

import io.throughline.upload.api.ImageProperties;
import io.throughline.upload.control.ImageHeader.BrokenHeaderException;

/** Sizes that headers claim. */
final class Sizes {

  private Sizes() {}

  /** Properties with a size that a picture can have. */
  static ImageProperties checked(long width, long height, int orientation, boolean hasAlpha)
      throws BrokenHeaderException {
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw new BrokenHeaderException("The picture has an impossible size");
    }
    return new ImageProperties((int) width, (int) height, orientation, hasAlpha);
  }
}
