package io.throughline.upload.control;

import io.throughline.upload.api.ImageProperties;
import io.throughline.upload.control.ImageHeader.BrokenHeaderException;
import java.io.IOException;
import java.nio.ByteOrder;

/** WebP (RFC 9649): simple, lossless and extended, without animation. */
final class WebpHeader {

  private static final int ANIMATED = 0x02;
  private static final int ALPHA = 0x10;
  private static final int MOST_CHUNKS = 1000;

  private WebpHeader() {}

  static ImageProperties read(ImageBytes bytes) throws IOException {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    return switch (bytes.ascii(12, 4)) {
      case "VP8 " -> lossy(bytes);
      case "VP8L" -> lossless(bytes);
      case "VP8X" -> extended(bytes);
      default -> throw new BrokenHeaderException("The WebP begins with an unknown part");
    };
  }

  private static ImageProperties lossy(ImageBytes bytes) throws IOException {
    if (bytes.u24(23) != 0x2A019D) {
      throw new BrokenHeaderException("The WebP has no frame header");
    }
    return Sizes.checked(bytes.u16(26) & 0x3FFF, bytes.u16(28) & 0x3FFF, 1, false);
  }

  private static ImageProperties lossless(ImageBytes bytes) throws IOException {
    long bits = bytes.u32(21);
    return Sizes.checked((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, 1, (bits >> 28 & 1) == 1);
  }

  private static ImageProperties extended(ImageBytes bytes) throws IOException {
    int flags = bytes.u8(20);
    if ((flags & ANIMATED) != 0) {
      throw new BrokenHeaderException("Animated WebP is not supported: send a still picture");
    }
    return Sizes.checked(
        bytes.u24(24) + 1L, bytes.u24(27) + 1L, orientation(bytes), (flags & ALPHA) != 0);
  }

  private static int orientation(ImageBytes bytes) throws IOException {
    long at = 30;
    for (int chunk = 0; chunk < MOST_CHUNKS && bytes.has(at, 8); chunk++) {
      long length = bytes.u32(at + 4);
      if (bytes.ascii(at, 4).equals("EXIF")) {
        return Exif.orientation(bytes, at + 8, length);
      }
      at += 8 + length + (length & 1);
    }
    return 1;
  }
}
