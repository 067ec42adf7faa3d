package io.throughline.realtime.audio;

import java.util.List;

/**
 * How audio arrives.
 *
 * @param encoding of its samples
 * @param sampleRate samples of a channel in a second (Hz), one of {@link #SAMPLE_RATES}
 * @param channels 1 or 2, interleaved
 */
public record AudioFormat(Encoding encoding, int sampleRate, int channels) {

  /** Those that microphones and telephones have. */
  public static final List<Integer> SAMPLE_RATES =
      List.of(8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000);

  public AudioFormat {
    if (!SAMPLE_RATES.contains(sampleRate) || channels < 1 || channels > 2) {
      throw new IllegalArgumentException("no format: " + sampleRate + " Hz, " + channels);
    }
  }

  /** Bytes of one sample of all channels. */
  public int frameBytes() {
    return encoding.bytes() * channels;
  }

  /** How long so many bytes last, in seconds. */
  public double seconds(long bytes) {
    return (double) bytes / ((long) frameBytes() * sampleRate);
  }
}
