package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;

/** Some rows of a picture that a {@link SeparableFilter} makes. For one thread. */
final class FilteredBand {

  private final Picture source;
  private final Picture target;
  private final LineWeights across;
  private final LineWeights down;
  private final int rowSamples;

  /**
   * The last original rows, filtered along the row only; row {@code y} is at {@code y % length}.
   */
  private final float[][] rows;

  private final float[] sum;
  private int read;

  FilteredBand(Picture source, Picture target, LineWeights across, LineWeights down) {
    this.source = source;
    this.target = target;
    this.across = across;
    this.down = down;
    this.rowSamples = target.width() * target.channels();
    this.rows = new float[Math.min(down.taps(), source.height())][rowSamples];
    this.sum = new float[rowSamples];
  }

  void fill(int from, int to) {
    read = down.first()[from];
    for (int y = from; y < to; y++) {
      int first = down.first()[y];
      int count = down.count()[y];
      for (read = Math.max(read, first); read < first + count; read++) {
        filter(read, rows[read % rows.length]);
      }
      add(first, count, y * down.taps());
      write(target.row(y));
    }
  }

  /** Filters an original row along its length; colours are multiplied by their alpha. */
  private void filter(int y, float[] out) {
    if (source.hasAlpha()) {
      filterWithAlpha(source.row(y), out);
      return;
    }
    byte[] in = source.samples();
    int at = 0;
    for (int x = 0; x < target.width(); x++) {
      int sample = source.row(y) + across.first()[x] * 3;
      int weight = x * across.taps();
      float red = 0;
      float green = 0;
      float blue = 0;
      for (int k = across.count()[x]; k > 0; k--) {
        float w = across.weights()[weight++];
        red += w * (in[sample] & 0xFF);
        green += w * (in[sample + 1] & 0xFF);
        blue += w * (in[sample + 2] & 0xFF);
        sample += 3;
      }
      out[at] = red;
      out[at + 1] = green;
      out[at + 2] = blue;
      at += 3;
    }
  }

  private void filterWithAlpha(int row, float[] out) {
    byte[] in = source.samples();
    for (int x = 0; x < target.width(); x++) {
      int sample = row + across.first()[x] * 4;
      int weight = x * across.taps();
      float red = 0;
      float green = 0;
      float blue = 0;
      float alpha = 0;
      for (int k = across.count()[x]; k > 0; k--) {
        float covered = across.weights()[weight++] * (in[sample + 3] & 0xFF);
        red += covered * (in[sample] & 0xFF);
        green += covered * (in[sample + 1] & 0xFF);
        blue += covered * (in[sample + 2] & 0xFF);
        alpha += covered;
        sample += 4;
      }
      out[4 * x] = red;
      out[4 * x + 1] = green;
      out[4 * x + 2] = blue;
      out[4 * x + 3] = alpha;
    }
  }

  /** One row after the other, because the compiler makes vectors of such a loop. */
  private void add(int first, int count, int weight) {
    float[] row = rows[first % rows.length];
    float w = down.weights()[weight];
    for (int i = 0; i < rowSamples; i++) {
      sum[i] = w * row[i];
    }
    for (int k = 1; k < count; k++) {
      float[] next = rows[(first + k) % rows.length];
      float v = down.weights()[weight + k];
      for (int i = 0; i < rowSamples; i++) {
        sum[i] += v * next[i];
      }
    }
  }

  private void write(int row) {
    byte[] out = target.samples();
    if (!target.hasAlpha()) {
      for (int i = 0; i < rowSamples; i++) {
        out[row + i] = Samples.rounded(sum[i]);
      }
      return;
    }
    for (int i = 0; i < rowSamples; i += 4) {
      float alpha = sum[i + 3];
      float scale = alpha > 0.5f ? 1 / alpha : 0;
      out[row + i] = Samples.rounded(sum[i] * scale);
      out[row + i + 1] = Samples.rounded(sum[i + 1] * scale);
      out[row + i + 2] = Samples.rounded(sum[i + 2] * scale);
      out[row + i + 3] = Samples.rounded(alpha);
    }
  }
}
