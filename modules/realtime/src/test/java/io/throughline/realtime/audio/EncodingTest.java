package io.throughline.realtime.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingTest {

  /** Values of ITU-T G.711, tables 2a and 2b, scaled to 16 bits. */
  @ParameterizedTest
  @CsvSource({
    "MULAW, 0x80, 32124",
    "MULAW, 0x00, -32124",
    "MULAW, 0xFF, 0",
    "MULAW, 0x7F, 0",
    "MULAW, 0xF0, 120",
    "MULAW, 0xEF, 132",
    "MULAW, 0x8F, 16764",
    "ALAW, 0xD5, 8",
    "ALAW, 0x55, -8",
    "ALAW, 0xAA, 32256",
    "ALAW, 0x2A, -32256",
    "ALAW, 0xC5, 264",
    "ALAW, 0xF5, 528"
  })
  void companded(Encoding encoding, String code, int expected) {
    ByteBuffer sample = ByteBuffer.wrap(new byte[] {Integer.decode(code).byteValue()});

    assertThat(encoding.read(sample) * 32_768).isEqualTo(expected, within(0.01f));
  }

  @Test
  void integersFillTheRange() {
    ByteBuffer samples = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
    samples.putShort(Short.MIN_VALUE).putShort((short) 0).putShort((short) 16_384).flip();

    assertThat(Encoding.PCM_S16LE.read(samples)).isEqualTo(-1);
    assertThat(Encoding.PCM_S16LE.read(samples)).isZero();
    assertThat(Encoding.PCM_S16LE.read(samples)).isEqualTo(0.5f);
  }

  @Test
  void floatsThatAreNoSamplesDoNoHarm() {
    ByteBuffer samples = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    samples.putFloat(Float.NaN).putFloat(Float.POSITIVE_INFINITY).putFloat(-1e30f).putFloat(0.25f);
    samples.flip();

    assertThat(Encoding.PCM_F32LE.read(samples)).isZero();
    assertThat(Encoding.PCM_F32LE.read(samples)).isEqualTo(1);
    assertThat(Encoding.PCM_F32LE.read(samples)).isEqualTo(-1);
    assertThat(Encoding.PCM_F32LE.read(samples)).isEqualTo(0.25f);
  }

  @Test
  void namesAreFfmpegs() {
    assertThat(Encoding.ids()).containsExactly("pcm_s16le", "pcm_f32le", "mulaw", "alaw");
    assertThat(Encoding.of("MuLaw")).contains(Encoding.MULAW);
    assertThat(Encoding.of("opus")).isEmpty();
  }
}
