package io.throughline.upload.control;

import java.io.IOException;
import java.nio.ByteOrder;

/** The one EXIF value (CIPA DC-008, EXIF 2.32) that changes how a picture looks. */
final class Exif {

  private static final int ORIENTATION = 0x0112;
  private static final int MOST_ENTRIES = 1000;

  private Exif() {}

  /**
   * The orientation in a block of EXIF, 1 where there is none or it makes no sense: metadata that
   * is broken does not make the picture so.
   *
   * @param start of the TIFF header inside the block
   * @param length bytes of the block
   */
  static int orientation(ImageBytes bytes, long start, long length) throws IOException {
    try {
      String order = bytes.ascii(start, 2);
      if (length < 14 || !order.equals("II") && !order.equals("MM")) {
        return 1;
      }
      bytes.order(order.equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      return directory(bytes, start, bytes.u32(start + 4), length);
    } catch (ImageHeader.BrokenHeaderException e) {
      return 1;
    } finally {
      bytes.order(ByteOrder.BIG_ENDIAN);
    }
  }

  private static int directory(ImageBytes bytes, long start, long offset, long length)
      throws IOException {
    if (offset > length - 2) {
      return 1;
    }
    int entries = Math.min(MOST_ENTRIES, bytes.u16(start + offset));
    for (int i = 0; i < entries; i++) {
      long entry = start + offset + 2 + 12L * i;
      if (bytes.u16(entry) == ORIENTATION) {
        int value = bytes.u16(entry + 8);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }
}
