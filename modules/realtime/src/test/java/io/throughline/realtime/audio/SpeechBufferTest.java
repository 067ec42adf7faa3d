package io.throughline.realtime.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpeechBufferTest {

  private final SpeechBuffer buffer = new SpeechBuffer();

  @Test
  void samplesKeepTheirNumbersWhenOthersAreForgotten() {
    buffer.append(new float[] {0, 1, 2, 3});
    buffer.forgetBefore(2);
    buffer.append(new float[] {4, 5});

    assertThat(buffer.end()).isEqualTo(6);
    assertThat(buffer.between(3, 5)).containsExactly(3, 4);
    assertThat(buffer.between(0, 100)).containsExactly(2, 3, 4, 5);
    assertThat(buffer.between(100, 200)).isEmpty();
  }

  @Test
  void itGrowsWithWhatIsKept() {
    for (int i = 0; i < 50; i++) {
      buffer.append(new float[1_000]);
    }
    buffer.forgetBefore(-5);

    assertThat(buffer.between(0, 50_000)).hasSize(50_000);
  }
}
