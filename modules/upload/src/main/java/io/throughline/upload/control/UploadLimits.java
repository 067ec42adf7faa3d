package io.throughline.upload.control;

import java.time.Duration;

/**
 * What the server takes.
 *
 * @param maxBytes largest request body, and so largest file
 * @param maxParts most parts in a form
 * @param maxFieldBytes largest text field
 * @param minBytesPerSecond a body arriving slower than this on average is given up
 * @param slowGrace time waited for a body before its rate is judged
 * @param maxDuration longest audio
 * @param maxProbeTime longest time to look at a file
 * @param maxDecodeTime longest time to decode a file
 * @param maxDecodeMemory address space of the decoding process in bytes
 */
public record UploadLimits(
    long maxBytes,
    int maxParts,
    int maxFieldBytes,
    long minBytesPerSecond,
    Duration slowGrace,
    Duration maxDuration,
    Duration maxProbeTime,
    Duration maxDecodeTime,
    long maxDecodeMemory) {

  private static final long GIB = 1024L * 1024 * 1024;
  private static final UploadLimits DEFAULTS =
      new UploadLimits(
          2 * GIB,
          100,
          64 * 1024,
          1024,
          Duration.ofSeconds(10),
          Duration.ofHours(4),
          Duration.ofSeconds(30),
          Duration.ofMinutes(15),
          GIB);

  public UploadLimits {
    positive("maxBytes", maxBytes);
    positive("maxParts", maxParts);
    positive("maxFieldBytes", maxFieldBytes);
    atLeast("minBytesPerSecond", minBytesPerSecond, 0);
    atLeast("slowGrace", slowGrace.toMillis(), 0);
    atLeast("maxDuration", maxDuration.toSeconds(), 1);
    atLeast("maxProbeTime", maxProbeTime.toSeconds(), 1);
    atLeast("maxDecodeTime", maxDecodeTime.toSeconds(), 1);
    // below this the program does not start
    atLeast("maxDecodeMemory", maxDecodeMemory, GIB / 4);
  }

  /** 2 GiB, 100 parts, 64 KiB a field, 1 KiB/s after 10 s, 4 hours of audio. */
  public static UploadLimits defaults() {
    return DEFAULTS;
  }

  /** The same limits with another largest body. */
  public UploadLimits withMaxBytes(long bytes) {
    return new UploadLimits(
        bytes,
        maxParts,
        maxFieldBytes,
        minBytesPerSecond,
        slowGrace,
        maxDuration,
        maxProbeTime,
        maxDecodeTime,
        maxDecodeMemory);
  }

  /** The same limits with another longest audio. */
  public UploadLimits withMaxDuration(Duration duration) {
    return new UploadLimits(
        maxBytes,
        maxParts,
        maxFieldBytes,
        minBytesPerSecond,
        slowGrace,
        duration,
        maxProbeTime,
        maxDecodeTime,
        maxDecodeMemory);
  }

  private static void positive(String name, long value) {
    atLeast(name, value, 1);
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
    }
  }
}
