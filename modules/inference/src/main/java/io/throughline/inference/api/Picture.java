package io.throughline.inference.api;

/**
 * A decoded picture. Not thread-safe while somebody writes its samples.
 *
 * @param width pixels
 * @param height pixels
 * @param channels 3 for red, green, blue; 4 with alpha that is not premultiplied
 * @param samples 8-bit sRGB, interleaved, rows from the top without padding
 */
public record Picture(int width, int height, int channels, byte[] samples) {

  public Picture {
    if (width < 1 || height < 1 || channels != 3 && channels != 4) {
      throw new IllegalArgumentException("a picture has pixels of 3 or 4 channels");
    }
    if (samples.length != (long) width * height * channels) {
      throw new IllegalArgumentException("a picture has as many samples as its size says");
    }
  }

  /** A picture whose samples are all zero. */
  public static Picture blank(int width, int height, int channels) {
    return new Picture(
        width, height, channels, new byte[Math.toIntExact(size(width, height, channels))]);
  }

  /** Bytes of a picture of that size. */
  public static long size(int width, int height, int channels) {
    return (long) width * height * channels;
  }

  /** True if it has an alpha channel. */
  public boolean hasAlpha() {
    return channels == 4;
  }

  /** Position of a row's first sample. */
  public int row(int y) {
    return y * width * channels;
  }
}
