package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.PcmAudio;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;

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

  /** Reads samples; an interruption that hits the file channel looks like any other. */
  static float[] read(PcmAudio audio, long from, long to) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before reading audio");
    }
    try {
      return audio.read(from, to);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof ClosedByInterruptException) {
        Thread.interrupted();
        throw new InterruptedException("interrupted while reading audio");
      }
      throw e;
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
