package io.throughline.realtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Noise that gets loud and soft as syllables do, so that it is taken for speech. */
public final class Babble {

  private static final int RATE = 16_000;
  private static final int SYLLABLE = RATE * 12 / 100;
  private static final int LOUD = RATE * 8 / 100;

  private Babble() {}

  /** Samples of 16 kHz. */
  public static float[] samples(int seconds) {
    Random random = new Random(5);
    float[] samples = new float[seconds * RATE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (i % SYLLABLE < LOUD ? 0.5f : 0.002f) * (2 * random.nextFloat() - 1);
    }
    return samples;
  }

  /** The same as 16-bit integers. */
  public static byte[] bytes(int seconds) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * seconds * RATE).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples(seconds)) {
      bytes.putShort((short) (sample * 32_767));
    }
    return bytes.array();
  }
}
