package io.throughline.inference.engine.onnx;

import io.throughline.inference.api.Picture;

/**
 * The pixels of one tile, from a picture and back.
 *
 * @param across how the width is divided
 * @param column of the tile
 * @param down how the height is divided
 * @param row of the tile
 * @param factor how many times as large the network makes it
 */
record TilePixels(TileRow across, int column, TileRow down, int row, int factor) {

  private static final int CHANNELS = 3;

  /** Planes of red, green and blue from 0 to 1. */
  float[] cut(Picture source) {
    int width = across.length();
    int plane = width * down.length();
    float[] planes = new float[CHANNELS * plane];
    for (int y = 0; y < down.length(); y++) {
      int line = source.row(down.pixel(row, y));
      for (int x = 0; x < width; x++) {
        int at = line + across.pixel(column, x) * source.channels();
        for (int c = 0; c < CHANNELS; c++) {
          planes[c * plane + y * width + x] = (source.samples()[at + c] & 0xFF) / 255f;
        }
      }
    }
    return planes;
  }

  /** Puts what the network made of it, without the overlap, where it belongs. */
  void put(float[] planes, Picture target) {
    int width = across.length() * factor;
    int plane = width * down.length() * factor;
    for (int y = down.first(row) * factor; y < down.end(row) * factor; y++) {
      int line = (y - down.start(row) * factor) * width;
      for (int x = across.first(column) * factor; x < across.end(column) * factor; x++) {
        int from = line + x - across.start(column) * factor;
        int to = target.row(y) + x * CHANNELS;
        for (int c = 0; c < CHANNELS; c++) {
          target.samples()[to + c] = sample(planes[c * plane + from]);
        }
      }
    }
  }

  /** What is no number becomes black. */
  private static byte sample(float value) {
    return (byte) Math.round(255 * Math.min(1f, Math.max(0f, Float.isNaN(value) ? 0 : value)));
  }
}
