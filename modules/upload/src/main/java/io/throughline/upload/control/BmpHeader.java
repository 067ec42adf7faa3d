package io.throughline.upload.control;

import io.throughline.upload.api.ImageProperties;
import java.io.IOException;
import java.nio.ByteOrder;

/** Windows and OS/2 bitmaps. */
final class BmpHeader {

  private static final int OS2_HEADER = 12;

  private BmpHeader() {}

  static ImageProperties read(ImageBytes bytes) throws IOException {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.u32(14) == OS2_HEADER) {
      return Sizes.checked(bytes.u16(18), bytes.u16(20), 1, false);
    }
    // a negative height means that rows go from the top
    return Sizes.checked((int) bytes.u32(18), Math.abs((long) (int) bytes.u32(22)), 1, false);
  }
}
