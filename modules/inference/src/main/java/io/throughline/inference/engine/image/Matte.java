package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;

/**
 * How much of each pixel is subject, from a decision on a smaller picture: an average of the near
 * decisions, of which those about like colours count most (Kopf, Cohen, Lischinski and Uyttendaele
 * 2007, <i>Joint Bilateral Upsampling</i>). Thread-safe.
 */
final class Matte {

  private static final int RADIUS = 2;
  private static final double SIGMA_SPACE = 0.8;
  private static final double SIGMA_COLOR = 24;
  private static final int LARGEST_DIFFERENCE = 3 * 255;

  private final RowWorkers workers;
  private final float[] likeness = new float[LARGEST_DIFFERENCE + 1];

  Matte(RowWorkers workers) {
    this.workers = workers;
    for (int d = 0; d < likeness.length; d++) {
      likeness[d] = (float) Math.exp(-d * (double) d / (2 * SIGMA_COLOR * SIGMA_COLOR));
    }
  }

  /**
   * Shares from 0 to 255 for each pixel, by rows.
   *
   * @param small the picture that was decided on
   * @param subject the decision for each of its pixels
   */
  byte[] of(Picture picture, Picture small, boolean[] subject) throws InterruptedException {
    byte[] shares = new byte[picture.width() * picture.height()];
    workers.rows(
        picture.height(),
        picture.width() * (2 * RADIUS + 1),
        (from, to) -> {
          for (int y = from; y < to; y++) {
            for (int x = 0; x < picture.width(); x++) {
              shares[y * picture.width() + x] = share(picture, x, y, small, subject);
            }
          }
        });
    return shares;
  }

  private byte share(Picture picture, int x, int y, Picture small, boolean[] subject) {
    float cx = (x + 0.5f) * small.width() / picture.width() - 0.5f;
    float cy = (y + 0.5f) * small.height() / picture.height() - 0.5f;
    int left = Math.max(0, Math.round(cx) - RADIUS);
    int right = Math.min(small.width() - 1, Math.round(cx) + RADIUS);
    int top = Math.max(0, Math.round(cy) - RADIUS);
    int bottom = Math.min(small.height() - 1, Math.round(cy) + RADIUS);
    if (areAlike(subject, small.width(), left, right, top, bottom)) {
      return (byte) (subject[top * small.width() + left] ? 255 : 0);
    }
    int at = picture.row(y) + x * picture.channels();
    double sum = 0;
    double inside = 0;
    for (int ny = top; ny <= bottom; ny++) {
      for (int nx = left; nx <= right; nx++) {
        double square = (nx - cx) * (nx - cx) + (ny - cy) * (ny - cy);
        int near = small.row(ny) + nx * small.channels();
        double weight =
            Math.exp(-square / (2 * SIGMA_SPACE * SIGMA_SPACE))
                * likeness[difference(picture.samples(), at, small.samples(), near)];
        sum += weight;
        inside += subject[ny * small.width() + nx] ? weight : 0;
      }
    }
    // a colour that nothing near has
    if (sum < 1e-9) {
      return (byte) (subject[Math.round(cy) * small.width() + Math.round(cx)] ? 255 : 0);
    }
    return Samples.rounded((float) (255 * inside / sum));
  }

  /** True if a rectangle of decisions, bounds included, has only one. */
  static boolean areAlike(boolean[] subject, int width, int left, int right, int top, int bottom) {
    boolean first = subject[top * width + left];
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        if (subject[y * width + x] != first) {
          return false;
        }
      }
    }
    return true;
  }

  private static int difference(byte[] a, int at, byte[] b, int near) {
    return Math.abs((a[at] & 0xFF) - (b[near] & 0xFF))
        + Math.abs((a[at + 1] & 0xFF) - (b[near + 1] & 0xFF))
        + Math.abs((a[at + 2] & 0xFF) - (b[near + 2] & 0xFF));
  }
}
