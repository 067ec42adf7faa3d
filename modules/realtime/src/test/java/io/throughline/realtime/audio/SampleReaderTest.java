package io.throughline.realtime.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleReaderTest {

  private static final int RATE = 16_000;

  @ParameterizedTest
  @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 44_100, 48_000})
  void aToneStaysTheTone(int from) {
    float[] out = reader(from, 1).read(tone(440, from, 1, 2));

    for (int i = 100; i < out.length - 100; i++) {
      assertThat(out[i]).isEqualTo((float) (0.5 * wave(440, i, RATE)), within(0.003f));
    }
    assertThat(out.length).isCloseTo(2 * RATE, within(40));
  }

  @Test
  void whatTheLowerRateCannotHoldIsGone() {
    float[] out = reader(48_000, 1).read(tone(10_000, 48_000, 1, 1));

    for (int i = 100; i < out.length; i++) {
      assertThat(out[i]).isEqualTo(0, within(0.001f));
    }
  }

  @Test
  void messagesMayEndAnywhere() {
    byte[] stream = tone(300, 44_100, 2, 1);
    float[] whole = reader(44_100, 2).read(stream);
    SampleReader reader = reader(44_100, 2);
    Random cuts = new Random(7);
    float[] pieces = new float[0];
    for (int at = 0; at < stream.length; ) {
      int to = Math.min(stream.length, at + cuts.nextInt(997));
      float[] piece = reader.read(Arrays.copyOfRange(stream, at, to));
      float[] longer = Arrays.copyOf(pieces, pieces.length + piece.length);
      System.arraycopy(piece, 0, longer, pieces.length, piece.length);
      pieces = longer;
      at = to;
    }

    assertThat(pieces).containsExactly(whole);
  }

  @Test
  void channelsAreMixed() {
    ByteBuffer stereo = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    stereo.putShort((short) 16_384).putShort((short) 0).putShort((short) -8_192);
    stereo.putShort((short) 8_192);

    assertThat(reader(RATE, 2).read(stereo.array())).containsExactly(0.25f, 0f);
  }

  private static SampleReader reader(int from, int channels) {
    return new SampleReader(new AudioFormat(Encoding.PCM_S16LE, from, channels), RATE);
  }

  private static byte[] tone(double hertz, int rate, int channels, int seconds) {
    ByteBuffer bytes =
        ByteBuffer.allocate(2 * rate * channels * seconds).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < rate * seconds; i++) {
      for (int c = 0; c < channels; c++) {
        bytes.putShort((short) Math.round(16_384 * wave(hertz, i, rate)));
      }
    }
    return bytes.array();
  }

  private static double wave(double hertz, int i, int rate) {
    return Math.sin(2 * Math.PI * hertz * i / rate);
  }
}
