package io.throughline.inference.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceProductTest {

  @ParameterizedTest
  @CsvSource({
    "75, GEMM_F16, 128, 128, 32",
    "75, GEMM_F16, 130, 20, 72",
    "80, GEMM_F16, 128, 128, 32",
    "80, GEMM_F16, 40, 150, 200",
    "80, GEMM_BF16, 129, 17, 104",
    "90, GEMM_BF16, 1, 1, 8"
  })
  void isTheSumOfProducts(int architecture, Kernel kernel, int m, int n, int k) throws Exception {
    Random random = new Random(k);
    short[] a = numbers(random, m * k, kernel);
    short[] b = numbers(random, n * k, kernel);

    float[] c = product(architecture, kernel, a, b, m, n, k);

    for (int y = 0; y < m; y++) {
      for (int x = 0; x < n; x++) {
        double sum = 0;
        double size = 0;
        for (int i = 0; i < k; i++) {
          double term = value(a[y * k + i], kernel) * value(b[x * k + i], kernel);
          sum += term;
          size += Math.abs(term);
        }
        // of each addition's rounding at most half a unit of 24 bits
        assertThat((double) c[y * n + x]).isCloseTo(sum, within(size * k * 0x1p-24 + 1e-30));
      }
    }
  }

  @Test
  void rowsThatCannotBeCopiedInPiecesAreRefused() {
    assertThatThrownBy(() -> product(80, Kernel.GEMM_F16, new short[12], new short[12], 1, 1, 12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12");
  }

  private static float[] product(
      int architecture, Kernel kernel, short[] a, short[] b, int m, int n, int k) throws Exception {
    try (Gpu gpu = EmulatedDevice.gpu(architecture)) {
      return gpu.run(
          session -> {
            try (DeviceMemory left = session.allocate(HostData.of(a));
                DeviceMemory right = session.allocate(HostData.of(b));
                DeviceMemory result = session.allocate(4L * m * n)) {
              DeviceProduct.multiply(session, kernel, left, right, result, m, n, k);
              float[] c = new float[m * n];
              session.download(result, HostData.of(c));
              return c;
            }
          },
          report -> {});
    }
  }

  private static short[] numbers(Random random, int count, Kernel kernel) {
    short[] numbers = new short[count];
    for (int i = 0; i < count; i++) {
      float value = random.nextFloat() - 0.5f;
      numbers[i] =
          kernel == Kernel.GEMM_F16
              ? Half.of(value)
              : (short) (Float.floatToRawIntBits(value) >>> 16);
    }
    return numbers;
  }

  private static double value(short bits, Kernel kernel) {
    return kernel == Kernel.GEMM_F16 ? Half.toFloat(bits) : Float.intBitsToFloat(bits << 16);
  }
}
