package io.throughline.realtime.audio;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a sample is written, by FFmpeg's names. */
public enum Encoding {
  /** 16-bit signed integers, little-endian. */
  PCM_S16LE(2) {
    @Override
    float read(ByteBuffer samples) {
      return samples.getShort() / 32_768f;
    }
  },
  /**
   * 32-bit floats from -1 to 1, little-endian; what is beyond is cut off, what is no number is 0.
   */
  PCM_F32LE(4) {
    @Override
    float read(ByteBuffer samples) {
      float sample = samples.getFloat();
      return Float.isNaN(sample) ? 0 : Math.max(-1, Math.min(1, sample));
    }
  },
  /** ITU-T G.711 mu-law, 8 bits. */
  MULAW(1) {
    @Override
    float read(ByteBuffer samples) {
      int code = ~samples.get();
      int magnitude = ((code & 0x0F) << 3) + MULAW_BIAS << (code >> 4 & 7);
      return ((code & 0x80) == 0 ? magnitude - MULAW_BIAS : MULAW_BIAS - magnitude) / 32_768f;
    }
  },
  /** ITU-T G.711 A-law, 8 bits. */
  ALAW(1) {
    @Override
    float read(ByteBuffer samples) {
      int code = samples.get() ^ 0x55;
      int segment = code >> 4 & 7;
      int magnitude = ((code & 0x0F) << 4) + 8;
      if (segment > 0) {
        magnitude = magnitude + 256 << segment - 1;
      }
      return ((code & 0x80) == 0 ? -magnitude : magnitude) / 32_768f;
    }
  };

  private static final int MULAW_BIAS = 132;

  private final int bytes;

  Encoding(int bytes) {
    this.bytes = bytes;
  }

  /** The encoding of that name, in any case. */
  public static Optional<Encoding> of(String name) {
    return Arrays.stream(values())
        .filter(e -> e.id().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** Names of all. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Encoding::id).toList();
  }

  /** Its name, in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Bytes of a sample. */
  public int bytes() {
    return bytes;
  }

  /** The next sample of a little-endian buffer, from -1 to 1. */
  abstract float read(ByteBuffer samples);
}
