package io.throughline.upload.control;

import io.throughline.upload.control.ImageHeader.BrokenHeaderException;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Looks how large the compressed texts and colour profiles of one PNG unpack, for they may be
 * bombs: an ordinary profile has some thousand bytes, one for printing three million. For one
 * thread.
 */
final class PackedMetadata {

  private static final int MOST_BYTES = 16 << 20;
  private static final int BLOCK = 1 << 14;

  /** Longest keyword with its end, the flags, and what may follow in international text. */
  private static final int MOST_NAMES = 1024;

  private final byte[] unpacked = new byte[BLOCK];
  private int total;

  /** True if chunks of this type hold something compressed. */
  static boolean isIn(String chunk) {
    return chunk.equals("zTXt") || chunk.equals("iCCP") || chunk.equals("iTXt");
  }

  /**
   * Counts what a chunk unpacks to.
   *
   * @param at where its data begins
   * @param length of its data
   * @throws BrokenHeaderException if that is too much, with that of all chunks before
   */
  void add(ImageBytes bytes, String chunk, long at, long length) throws IOException {
    long start = start(bytes, chunk, at, length);
    if (start < 0) {
      return;
    }
    Inflater inflater = new Inflater();
    try {
      for (long from = start; from < at + length && !inflater.finished(); from += BLOCK) {
        inflater.setInput(bytes.block(from, (int) Math.min(BLOCK, at + length - from)));
        count(inflater);
      }
    } catch (DataFormatException e) {
      // damaged metadata is nobody's: it is not kept
    } finally {
      inflater.end();
    }
  }

  private void count(Inflater inflater) throws DataFormatException, BrokenHeaderException {
    int made = inflater.inflate(unpacked);
    while (made > 0) {
      total += made;
      if (total > MOST_BYTES) {
        throw new BrokenHeaderException("The picture's metadata unpacks to more than is allowed");
      }
      made = inflater.inflate(unpacked);
    }
  }

  /** Where the compressed data begins, or -1 if there is none. */
  private static long start(ImageBytes bytes, String chunk, long at, long length)
      throws IOException {
    byte[] head = bytes.block(at, (int) Math.min(MOST_NAMES, length));
    int name = zero(head, 0);
    if (name < 0) {
      return -1;
    }
    if (!chunk.equals("iTXt")) {
      return at + name + 2;
    }
    boolean isCompressed = name + 1 < head.length && head[name + 1] == 1;
    int language = isCompressed ? zero(head, name + 3) : -1;
    int translated = language < 0 ? -1 : zero(head, language + 1);
    return translated < 0 ? -1 : at + translated + 1;
  }

  private static int zero(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return i;
      }
    }
    return -1;
  }
}
