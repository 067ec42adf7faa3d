package io.throughline.inference.engine.image;

/**
 * Film grain: noise that depends on the place and a seed and on nothing else, so that every device
 * makes the same. Four uniform numbers of a hashed counter are added, which is near enough to a
 * normal distribution. The hash is <i>lowbias32</i> (Wellons 2018, public domain).
 */
final class Grain {

  private Grain() {}

  /** Noise with mean 0 and standard deviation 1 at a pixel. */
  static float at(int x, int y, int seed) {
    int state = hash(x * 0x9E3779B1 ^ hash(y * 0x85EBCA77 ^ seed));
    int sum = (state & 0xFF) + (state >>> 8 & 0xFF) + (state >>> 16 & 0xFF) + (state >>> 24);
    return (sum - 510) / 147.8f;
  }

  private static int hash(int value) {
    int x = value;
    x ^= x >>> 16;
    x *= 0x7feb352d;
    x ^= x >>> 15;
    x *= 0x846ca68b;
    x ^= x >>> 16;
    return x;
  }
}
