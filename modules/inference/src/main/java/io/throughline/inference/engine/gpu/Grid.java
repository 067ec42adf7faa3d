package io.throughline.inference.engine.gpu;

/**
 * How many threads run a kernel.
 *
 * @param x blocks along x
 * @param y blocks along y
 * @param threads of a block
 * @param sharedBytes of memory that a block's threads share, besides what the kernel declares
 */
record Grid(int x, int y, int threads, int sharedBytes) {

  private static final int MOST_ALONG_Y = 65535;
  private static final int MOST_THREADS = 1024;

  /** What any device has for a block without being asked for more. */
  private static final int MOST_SHARED = 48 * 1024;

  /** Enough blocks for the largest devices to have several for each multiprocessor. */
  private static final int PLENTY = 8192;

  Grid {
    if (x < 1 || y < 1 || y > MOST_ALONG_Y || threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException("no grid: " + x + " x " + y + " of " + threads);
    }
    if (!canShare(sharedBytes)) {
      throw new IllegalArgumentException("a block cannot share " + sharedBytes + " bytes");
    }
  }

  /** Whether a block's threads can share so many bytes on every device. */
  static boolean canShare(int bytes) {
    return bytes >= 0 && bytes <= MOST_SHARED;
  }

  /** One thread for each of {@code count}. */
  static Grid line(long count, int threads) {
    return new Grid(Math.toIntExact((count + threads - 1) / threads), 1, threads, 0);
  }

  /** One thread for each column, which goes through the rows that are left to it. */
  static Grid columns(int columns, int rows, int threads) {
    int x = (columns + threads - 1) / threads;
    return new Grid(x, Math.min(rows, Math.max(1, PLENTY / x)), threads, 0);
  }

  Grid sharing(int bytes) {
    return new Grid(x, y, threads, bytes);
  }

  /** As spans show it. */
  String blocks() {
    return x + "x" + y;
  }
}
