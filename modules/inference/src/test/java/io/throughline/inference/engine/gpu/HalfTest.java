package io.throughline.inference.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfTest {

  @Test
  void everyNumberComesBack() {
    for (int bits = 0; bits < 0x10000; bits++) {
      float value = Half.toFloat((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(Half.of(value)).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void theNearestIsTakenAndOfTwoTheEvenOne() {
    for (int bits = 0; bits < 0x7BFF; bits++) {
      float low = Half.toFloat((short) bits);
      float high = Half.toFloat((short) (bits + 1));
      float middle = (low + high) / 2;

      assertThat(Half.of(middle)).isEqualTo((short) (bits % 2 == 0 ? bits : bits + 1));
      assertThat(Half.of(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
      assertThat(Half.of(Math.nextDown(middle))).isEqualTo((short) bits);
    }
  }

  @Test
  void whatIsTooLargeIsInfiniteAndWhatIsNoNumberStaysNone() {
    assertThat(Half.toFloat(Half.of(65519.9f))).isEqualTo(65504);
    assertThat(Half.toFloat(Half.of(65520))).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Half.toFloat(Half.of(-1e30f))).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Half.toFloat(Half.of(Float.NaN))).isNaN();
  }
}
