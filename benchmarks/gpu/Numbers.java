package io.throughline.inference.engine.gpu;

import java.util.Random;

/** Seeded input. */
final class Numbers {

  private Numbers() {}

  /** From -0.5 to 0.5. */
  static float[] uniform(int count, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }

  /** The same as numbers of 16 bits. */
  static short[] narrow(float[] wide, Kernel kernel) {
    short[] narrow = new short[wide.length];
    for (int i = 0; i < wide.length; i++) {
      narrow[i] =
          kernel == Kernel.GEMM_BF16
              ? (short) (Float.floatToRawIntBits(wide[i]) >>> 16)
              : Half.of(wide[i]);
    }
    return narrow;
  }

  static double value(short bits, Kernel kernel) {
    return kernel == Kernel.GEMM_BF16 ? Float.intBitsToFloat(bits << 16) : Half.toFloat(bits);
  }
}
