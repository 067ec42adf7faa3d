package io.throughline.upload.control;

import io.throughline.upload.api.ImageProperties;
import io.throughline.upload.control.ImageHeader.BrokenHeaderException;
import java.io.IOException;
import java.nio.ByteOrder;

/** TIFF 6.0: the first directory, and the chain of directories only to see that it ends. */
final class TiffHeader {

  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int ORIENTATION = 274;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SHORT = 3;
  private static final int MOST_ENTRIES = 1000;
  private static final int MOST_DIRECTORIES = 100;

  private TiffHeader() {}

  static ImageProperties read(ImageBytes bytes) throws IOException {
    bytes.order(bytes.ascii(0, 2).equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = bytes.u32(4);
    ImageProperties first = first(bytes, directory);
    int directories = 0;
    while (directory != 0) {
      if (++directories > MOST_DIRECTORIES) {
        throw new BrokenHeaderException("The TIFF's directories do not end");
      }
      directory = bytes.u32(directory + 2 + 12L * bytes.u16(directory));
    }
    return first;
  }

  private static ImageProperties first(ImageBytes bytes, long directory) throws IOException {
    int entries = bytes.u16(directory);
    if (entries > MOST_ENTRIES) {
      throw new BrokenHeaderException("The TIFF's directory is damaged");
    }
    long width = 0;
    long height = 0;
    int orientation = 1;
    boolean alpha = false;
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      switch (bytes.u16(entry)) {
        case WIDTH -> width = value(bytes, entry);
        case HEIGHT -> height = value(bytes, entry);
        case ORIENTATION -> orientation = (int) value(bytes, entry);
        case EXTRA_SAMPLES -> alpha = true;
        default -> {}
      }
    }
    boolean known = orientation >= 1 && orientation <= 8;
    return Sizes.checked(width, height, known ? orientation : 1, alpha);
  }

  private static long value(ImageBytes bytes, long entry) throws IOException {
    return bytes.u16(entry + 2) == SHORT ? bytes.u16(entry + 8) : bytes.u32(entry + 8);
  }
}
