package io.throughline.realtime.audio;

import java.util.Arrays;

/** The last samples of a stream, by their number in it. Not thread-safe. */
public final class SpeechBuffer {

  private float[] samples = new float[16_000];
  private long first;
  private int count;

  public void append(float[] more) {
    if (count + more.length > samples.length) {
      samples = Arrays.copyOf(samples, Math.max(2 * samples.length, count + more.length));
    }
    System.arraycopy(more, 0, samples, count, more.length);
    count += more.length;
  }

  /** Number of the sample that comes next. */
  public long end() {
    return first + count;
  }

  /** The samples between two, cut to what is there. */
  public float[] between(long from, long to) {
    int left = (int) Math.max(0, Math.min(count, from - first));
    int right = (int) Math.max(left, Math.min(count, to - first));
    return Arrays.copyOfRange(samples, left, right);
  }

  /** Forgets what is before a sample. */
  public void forgetBefore(long sample) {
    int gone = (int) Math.max(0, Math.min(count, sample - first));
    System.arraycopy(samples, gone, samples, 0, count - gone);
    first += gone;
    count -= gone;
  }
}
