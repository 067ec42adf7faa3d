package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;

/**
 * The subject's own colours in a picture where they are mixed with the background's. How much of a
 * pixel is subject is seen by where its colour lies between those of both (Gastal and Oliveira
 * 2010, <i>Shared Sampling for Real-Time Alpha Matting</i>); what the mixture does not explain is
 * the subject's by that much (Forte 2021, <i>Approximate Fast Foreground Colour Estimation</i>). A
 * colour in the subject that is no mixture at all, as that of a thread, stays as it is. For one
 * thread.
 */
final class SubjectColors {

  private static final int CHANNELS = ColorField.CHANNELS;

  /** Squared distance of two colours that are no longer told apart. */
  private static final float SAME = 1;

  /** Squared distance from all mixtures at which half of a colour in the subject is its own. */
  private static final float STRANGE = 40 * 40;

  private final Picture picture;
  private final Layers layers;
  private final float across;
  private final float down;
  private final float[] front = new float[CHANNELS];
  private final float[] behind = new float[CHANNELS];
  private final float[] unexplained = new float[CHANNELS];

  /**
   * @param layers of the picture in any size
   */
  SubjectColors(Picture picture, Layers layers) {
    this.picture = picture;
    this.layers = layers;
    this.across = (float) layers.subject().width() / picture.width();
    this.down = (float) layers.subject().height() / picture.height();
  }

  /** Writes the three samples of a pixel without its background to {@code to}. */
  void put(int x, int y, byte[] to, int at) {
    int from = picture.row(y) + x * picture.channels();
    int near = near(x, y);
    if (layers.isPure()[near]) {
      System.arraycopy(picture.samples(), from, to, at, CHANNELS);
      return;
    }
    layers.subject().at((x + 0.5f) * across - 0.5f, (y + 0.5f) * down - 0.5f, front);
    layers.background().at((x + 0.5f) * across - 0.5f, (y + 0.5f) * down - 0.5f, behind);
    float share = share(from);
    float rest = 0;
    for (int c = 0; c < CHANNELS; c++) {
      unexplained[c] = sample(from + c) - share * front[c] - (1 - share) * behind[c];
      rest += unexplained[c] * unexplained[c];
    }
    float own = layers.isInside()[near] ? rest * rest / (rest * rest + STRANGE * STRANGE) : 0;
    for (int c = 0; c < CHANNELS; c++) {
      float clean = front[c] + share * unexplained[c];
      to[at + c] = Samples.rounded(clean + own * (sample(from + c) - clean));
    }
  }

  /** Likewise for a pixel that nobody sees unless somebody resizes the picture or drops alpha. */
  void putUnseen(int x, int y, byte[] to, int at) {
    int from = CHANNELS * near(x, y);
    for (int c = 0; c < CHANNELS; c++) {
      to[at + c] = Samples.rounded(layers.subject().samples()[from + c]);
    }
  }

  /** The pixel of the layers that a pixel lies in. */
  private int near(int x, int y) {
    int column = Math.min(layers.subject().width() - 1, (int) ((x + 0.5f) * across));
    int row = Math.min(layers.subject().height() - 1, (int) ((y + 0.5f) * down));
    return row * layers.subject().width() + column;
  }

  /** How far the colour lies from the background's to the subject's. */
  private float share(int from) {
    float along = 0;
    float whole = 0;
    for (int c = 0; c < CHANNELS; c++) {
      float difference = front[c] - behind[c];
      along += (sample(from + c) - behind[c]) * difference;
      whole += difference * difference;
    }
    return whole < SAME ? 1 : Math.min(1, Math.max(0, along / whole));
  }

  private int sample(int at) {
    return picture.samples()[at] & 0xFF;
  }
}
