package io.throughline.inference.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.throughline.inference.engine.gpu.DeviceScan.Hit;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceScanTest {

  @ParameterizedTest
  @CsvSource({
    "50, 384, 1, 5, false",
    "50, 384, 3, 5, true",
    "2100, 100, 1, 7, false",
    "300, 384, 9, 300, false",
    "1, 384, 1, 10, true",
    "3, 5, 2, 3, false",
    "4, 1600, 2, 2, false"
  })
  void findsWhatComparingAllFinds(
      int count, int dimensions, int queries, int wanted, boolean halves) throws Exception {
    float[] vectors = numbers(count * dimensions, 1);
    float[] asked = numbers(queries * dimensions, 2);

    List<List<Hit>> found = scan(vectors, asked, dimensions, wanted, halves);

    assertThat(found).hasSize(queries);
    for (int q = 0; q < queries; q++) {
      double[] cosines = cosines(vectors, asked, q, dimensions);
      List<Integer> best =
          IntStream.range(0, count)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -cosines[i]))
              .limit(wanted)
              .toList();
      assertThat(found.get(q)).hasSameSizeAs(best);
      float tolerance = halves ? 1e-3f : 1e-5f;
      for (int i = 0; i < best.size(); i++) {
        Hit hit = found.get(q).get(i);
        assertThat((double) hit.score())
            .isCloseTo(cosines[best.get(i)], within((double) tolerance));
        assertThat(cosines[hit.position()]).isCloseTo(hit.score(), within((double) tolerance));
      }
      assertThat(found.get(q)).extracting(Hit::position).doesNotHaveDuplicates();
    }
  }

  @Test
  void ofEqualVectorsTheFirstComesFirstAndOneWithoutLengthLast() throws Exception {
    float[] vectors = {1, 0, -1, 0, 0, 0, 2, 0};

    List<Hit> found = scan(vectors, new float[] {3, 0}, 2, 4, false).get(0);

    assertThat(found).containsExactly(new Hit(0, 1), new Hit(3, 1), new Hit(2, 0), new Hit(1, -1));
  }

  @Test
  void moreHitsThanItSortsAreRefused() {
    assertThatThrownBy(() -> scan(new float[] {1}, new float[] {1}, 1, 1025, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<List<Hit>> scan(
      float[] vectors, float[] asked, int dimensions, int wanted, boolean halves) throws Exception {
    try (Gpu gpu = EmulatedDevice.gpu(75)) {
      return gpu.run(
          session -> {
            try (VectorBlock block = VectorBlock.upload(session, vectors, dimensions, halves)) {
              return new DeviceScan(session, block).best(asked, dimensions, wanted);
            }
          },
          report -> {});
    }
  }

  private static double[] cosines(float[] vectors, float[] asked, int query, int dimensions) {
    double[] cosines = new double[vectors.length / dimensions];
    for (int i = 0; i < cosines.length; i++) {
      double dot = 0;
      double left = 0;
      double right = 0;
      for (int d = 0; d < dimensions; d++) {
        double a = vectors[i * dimensions + d];
        double b = asked[query * dimensions + d];
        dot += a * b;
        left += a * a;
        right += b * b;
      }
      cosines[i] = dot / Math.sqrt(left * right);
    }
    return cosines;
  }

  private static float[] numbers(int count, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
