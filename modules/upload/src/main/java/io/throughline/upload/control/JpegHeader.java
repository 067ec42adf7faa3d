package io.throughline.upload.control;

import io.throughline.upload.api.ImageProperties;
import io.throughline.upload.control.ImageHeader.BrokenHeaderException;
import java.io.IOException;
import java.util.Set;

/** JPEG (ITU-T T.81): segments up to the frame header, and whether there is an end. */
final class JpegHeader {

  private static final int MOST_SEGMENTS = 1000;
  private static final int MOST_AFTER_THE_END = 64 * 1024;
  private static final int APP1 = 0xE1;
  private static final int START_OF_SCAN = 0xDA;
  private static final int END = 0xD9;

  /** Of all frame headers C0 to CF these three are something else. */
  private static final Set<Integer> NO_FRAME = Set.of(0xC4, 0xC8, 0xCC);

  private JpegHeader() {}

  static ImageProperties read(ImageBytes bytes) throws IOException {
    int orientation = 1;
    long at = 2;
    for (int segment = 0; segment < MOST_SEGMENTS; segment++) {
      int marker = marker(bytes, at);
      if (marker == 0xFF) {
        at++;
        continue;
      }
      if (marker == START_OF_SCAN || marker == END) {
        break;
      }
      int length = bytes.u16(at + 2);
      if (length < 2) {
        break;
      }
      if (marker >= 0xC0 && marker <= 0xCF && !NO_FRAME.contains(marker)) {
        requireEnd(bytes);
        return Sizes.checked(bytes.u16(at + 7), bytes.u16(at + 5), orientation, false);
      }
      if (marker == APP1 && length > 8 && bytes.ascii(at + 4, 6).equals("Exif\0\0")) {
        orientation = Exif.orientation(bytes, at + 10, length - 8);
      }
      at += 2L + length;
    }
    throw new BrokenHeaderException("The JPEG has no frame header");
  }

  /** Cameras and editors may write something after the end, but not much. */
  private static void requireEnd(ImageBytes bytes) throws IOException {
    int length = (int) Math.min(bytes.size(), MOST_AFTER_THE_END);
    if (!bytes.ascii(bytes.size() - length, length).contains("\u00ff\u00d9")) {
      throw new BrokenHeaderException("The JPEG is cut off");
    }
  }

  private static int marker(ImageBytes bytes, long at) throws IOException {
    if (bytes.u8(at) != 0xFF) {
      throw new BrokenHeaderException("The JPEG is damaged before its pixels");
    }
    return bytes.u8(at + 1);
  }
}
