package io.throughline.upload.control;

import io.throughline.upload.api.ImageProperties;
import io.throughline.upload.control.ImageHeader.BrokenHeaderException;
import java.io.IOException;
import java.nio.ByteOrder;

/** GIF 89a: blocks to the end, to count the frames. */
final class GifHeader {

  /** More is no picture but a film, or an attack. */
  static final int MOST_FRAMES = 1000;

  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2C;
  private static final int TRAILER = 0x3B;

  private GifHeader() {}

  static ImageProperties read(ImageBytes bytes) throws IOException {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    int width = bytes.u16(6);
    int height = bytes.u16(8);
    long at = 13 + colourTable(bytes.u8(10));
    int frames = 0;
    int block = bytes.u8(at);
    while (block != TRAILER) {
      if (block == EXTENSION) {
        at = afterSubBlocks(bytes, at + 2);
      } else if (block == FRAME) {
        if (++frames > MOST_FRAMES) {
          throw new BrokenHeaderException("The GIF has more than " + MOST_FRAMES + " frames");
        }
        at = afterSubBlocks(bytes, at + 10 + colourTable(bytes.u8(at + 9)) + 1);
      } else {
        throw new BrokenHeaderException("The GIF is damaged");
      }
      block = bytes.u8(at);
    }
    if (frames == 0) {
      throw new BrokenHeaderException("The GIF has no frame");
    }
    return Sizes.checked(width, height, 1, true);
  }

  private static long colourTable(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3L << (flags & 7) + 1;
  }

  private static long afterSubBlocks(ImageBytes bytes, long start) throws IOException {
    long at = start;
    int length = bytes.u8(at);
    while (length > 0) {
      at += length + 1L;
      length = bytes.u8(at);
    }
    return at + 1;
  }
}
