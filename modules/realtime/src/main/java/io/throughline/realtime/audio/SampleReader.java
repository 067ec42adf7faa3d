package io.throughline.realtime.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads the bytes of a stream as mono samples of another rate. Messages may end anywhere, also
 * within a sample. Not thread-safe.
 */
public final class SampleReader {

  private final AudioFormat format;
  private final Resampler resampler;
  private byte[] rest = new byte[0];

  /**
   * @param sampleRate of what comes out (Hz)
   */
  public SampleReader(AudioFormat format, int sampleRate) {
    this.format = format;
    this.resampler = new Resampler(format.sampleRate(), sampleRate);
  }

  /** The next samples from -1 to 1: as many as the bytes so far suffice for. */
  public float[] read(byte[] bytes) {
    byte[] all = Arrays.copyOf(rest, rest.length + bytes.length);
    System.arraycopy(bytes, 0, all, rest.length, bytes.length);
    int frames = all.length / format.frameBytes();
    int used = frames * format.frameBytes();
    rest = Arrays.copyOfRange(all, used, all.length);
    return resampler.resample(
        mono(ByteBuffer.wrap(all, 0, used).order(ByteOrder.LITTLE_ENDIAN), frames));
  }

  private float[] mono(ByteBuffer samples, int frames) {
    float[] mono = new float[frames];
    for (int i = 0; i < frames; i++) {
      float sum = 0;
      for (int c = 0; c < format.channels(); c++) {
        sum += format.encoding().read(samples);
      }
      mono[i] = sum / format.channels();
    }
    return mono;
  }
}
