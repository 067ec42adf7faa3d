package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.PcmAudio;

/** The audio format of the Sphinx models. */
final class SphinxAudio {

  static final int SAMPLE_RATE = 16_000;

  private SphinxAudio() {}

  static void check(String engineId, PcmAudio audio) throws EngineException {
    if (audio.sampleRate() != SAMPLE_RATE) {
      throw new EngineException(
          engineId, "needs " + SAMPLE_RATE + " Hz audio, got " + audio.sampleRate());
    }
  }

  /** Converts samples in -1..1 to 16-bit little-endian, the only input Sphinx reads. */
  static byte[] toPcm16(float[] samples) {
    byte[] bytes = new byte[samples.length * 2];
    for (int i = 0; i < samples.length; i++) {
      float clipped = Math.max(-1f, Math.min(1f, samples[i]));
      int value = Math.round(clipped * Short.MAX_VALUE);
      bytes[2 * i] = (byte) value;
      bytes[2 * i + 1] = (byte) (value >> 8);
    }
    return bytes;
  }
}
