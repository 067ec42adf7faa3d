package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;

/**
 * The colours of a subject and of its background, each also where only the other shows, and where
 * they may be mixed. Learned from a small picture; nobody writes it any more.
 *
 * @param isInside pixels that were decided to be the subject
 * @param isPure those of them that are far enough from the edge to be nothing else
 */
record Layers(ColorField subject, ColorField background, boolean[] isInside, boolean[] isPure) {

  /**
   * What a pixel's colour counts by its distance from the edge: mixed ones little, but more than
   * pure ones from far away, for hair is nothing but edge.
   */
  private static final float[] WEIGHTS = {0.002f, 0.05f, 1};

  static Layers of(Picture small, boolean[] subject) throws InterruptedException {
    boolean[] isPure = new boolean[subject.length];
    float[] front = new float[subject.length];
    float[] behind = new float[subject.length];
    for (int i = 0; i < subject.length; i++) {
      int distance = distance(subject, small, i % small.width(), i / small.width());
      isPure[i] = subject[i] && distance == WEIGHTS.length - 1;
      float opacity = small.hasAlpha() ? (small.samples()[4 * i + 3] & 0xFF) / 255f : 1;
      (subject[i] ? front : behind)[i] = opacity * WEIGHTS[distance];
    }
    return new Layers(
        new ColorExtension(ColorField.of(small), front).extended(),
        new ColorExtension(ColorField.of(small), behind).extended(),
        subject,
        isPure);
  }

  /** Pixels between one and the nearest that is decided otherwise, as far as it matters. */
  private static int distance(boolean[] subject, Picture small, int x, int y) {
    int distance = 0;
    while (distance < WEIGHTS.length - 1 && isAlike(subject, small, x, y, distance + 1)) {
      distance++;
    }
    return distance;
  }

  private static boolean isAlike(boolean[] subject, Picture small, int x, int y, int radius) {
    return Matte.areAlike(
        subject,
        small.width(),
        Math.max(0, x - radius),
        Math.min(small.width() - 1, x + radius),
        Math.max(0, y - radius),
        Math.min(small.height() - 1, y + radius));
  }
}
