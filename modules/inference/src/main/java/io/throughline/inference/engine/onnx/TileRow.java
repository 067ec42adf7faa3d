package io.throughline.inference.engine.onnx;

/**
 * How one side of a picture is divided into tiles of one length. Each makes the pixels of its core
 * and sees so many more on both sides, except where the picture ends; a picture shorter than a tile
 * of fixed length is continued by its last pixel. Immutable.
 */
final class TileRow {

  private final int side;
  private final int length;
  private final int core;
  private final int overlap;

  /**
   * @param side pixels of the picture
   * @param most pixels of a tile, where the network does not fix it
   * @param fixed pixels of a tile as the network fixes it, or 0
   */
  TileRow(int side, int most, int fixed, int overlap) {
    this.side = side;
    this.length = fixed > 0 ? fixed : Math.min(most, side);
    this.core = side <= length ? side : length - 2 * overlap;
    this.overlap = overlap;
  }

  int count() {
    return (side + core - 1) / core;
  }

  /** Pixels of each tile. */
  int length() {
    return length;
  }

  /** First pixel of the picture that tile {@code i} sees. */
  int start(int i) {
    return Math.max(0, Math.min(i * core - overlap, side - length));
  }

  /** First pixel of the picture that tile {@code i} makes. */
  int first(int i) {
    return i * core;
  }

  /** The pixel after the last that tile {@code i} makes. */
  int end(int i) {
    return Math.min(side, (i + 1) * core);
  }

  /** The pixel of the picture at a place of tile {@code i}. */
  int pixel(int i, int place) {
    return Math.min(side - 1, start(i) + place);
  }
}
