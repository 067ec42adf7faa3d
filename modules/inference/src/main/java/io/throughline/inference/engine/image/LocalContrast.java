package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;

/**
 * Contrast limited adaptive histogram equalisation of brightness (Zuiderveld 1994, <i>Graphics Gems
 * IV</i>): eight by eight tiles, each with a curve of its own, mixed bilinearly between tiles.
 * Thread-safe.
 */
final class LocalContrast {

  private static final int TILES = 8;
  private static final int LEVELS = 256;

  private final RowWorkers workers;
  private final Pixels pixels;

  LocalContrast(RowWorkers workers, Pixels pixels) {
    this.workers = workers;
    this.pixels = pixels;
  }

  /**
   * @param clip most pixels of one brightness, as a multiple of the mean; 1 changes nothing much
   * @param strength share of the new brightness, 0 to 1
   */
  Picture apply(Picture source, double clip, double strength) throws InterruptedException {
    float[][] curves = new float[TILES * TILES][];
    workers.rows(
        curves.length,
        source.width() * source.height() / curves.length,
        (from, to) -> {
          for (int tile = from; tile < to; tile++) {
            curves[tile] = curve(source, tile % TILES, tile / TILES, clip);
          }
        });
    float share = (float) strength;
    return pixels.change(
        source,
        (x, y, rgb) -> {
          float luma = Samples.luma(rgb[0], rgb[1], rgb[2]);
          float gain = share * (mixed(curves, source, x, y, luma) - luma);
          rgb[0] += gain;
          rgb[1] += gain;
          rgb[2] += gain;
        });
  }

  private static float[] curve(Picture source, int column, int row, double clip) {
    int[] histogram = new int[LEVELS];
    int left = column * source.width() / TILES;
    int right = Math.max(left + 1, (column + 1) * source.width() / TILES);
    int top = row * source.height() / TILES;
    int bottom = Math.max(top + 1, (row + 1) * source.height() / TILES);
    for (int y = top; y < Math.min(bottom, source.height()); y++) {
      for (int x = left; x < Math.min(right, source.width()); x++) {
        histogram[level(source, source.row(y) + x * source.channels())]++;
      }
    }
    int pixels = (right - left) * (bottom - top);
    clip(histogram, (int) Math.max(1, clip * pixels / LEVELS));
    float[] curve = new float[LEVELS];
    long below = 0;
    for (int level = 0; level < LEVELS; level++) {
      below += histogram[level];
      curve[level] = below * 255f / pixels;
    }
    return curve;
  }

  private static int level(Picture source, int at) {
    byte[] in = source.samples();
    float luma = Samples.luma(in[at] & 0xFF, in[at + 1] & 0xFF, in[at + 2] & 0xFF);
    return Samples.rounded(luma) & 0xFF;
  }

  /** Cuts off what is above the limit and gives it to all levels alike. */
  private static void clip(int[] histogram, int limit) {
    int cut = 0;
    for (int level = 0; level < LEVELS; level++) {
      cut += Math.max(0, histogram[level] - limit);
      histogram[level] = Math.min(limit, histogram[level]);
    }
    for (int level = 0; level < LEVELS; level++) {
      histogram[level] += cut / LEVELS + (level < cut % LEVELS ? 1 : 0);
    }
  }

  private static float mixed(float[][] curves, Picture source, int x, int y, float luma) {
    float column = (x + 0.5f) * TILES / source.width() - 0.5f;
    float row = (y + 0.5f) * TILES / source.height() - 0.5f;
    int left = (int) Math.floor(column);
    int top = (int) Math.floor(row);
    float across = column - left;
    float down = row - top;
    int level = Samples.rounded(luma) & 0xFF;
    float above = mix(at(curves, left, top, level), at(curves, left + 1, top, level), across);
    float below =
        mix(at(curves, left, top + 1, level), at(curves, left + 1, top + 1, level), across);
    return mix(above, below, down);
  }

  private static float at(float[][] curves, int column, int row, int level) {
    int c = Math.max(0, Math.min(TILES - 1, column));
    int r = Math.max(0, Math.min(TILES - 1, row));
    return curves[r * TILES + c][level];
  }

  private static float mix(float a, float b, float share) {
    return a + (b - a) * share;
  }
}
