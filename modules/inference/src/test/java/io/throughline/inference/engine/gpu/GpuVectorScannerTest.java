package io.throughline.inference.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.throughline.search.api.VectorScanException;
import io.throughline.search.api.VectorScanner.Match;
import io.throughline.search.api.VectorScanner.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables on the emulator against a list of rows. */
class GpuVectorScannerTest {

  private static final int DIMENSIONS = 20;

  private final EmulatedDevice device = new EmulatedDevice(75, 8 << 20);
  private final Gpu gpu = new Gpu(device, Leaks.THROW);
  private final GpuVectorScanner scanner = new GpuVectorScanner(gpu, report -> {});
  private final Random random = new Random(3);

  @AfterEach
  void nothingIsLeft() {
    assertThat(device.heap().used()).isZero();
    gpu.close();
  }

  @Test
  void rowsComeAndGoAndTheBestAreFound() throws Exception {
    List<float[]> expected = new ArrayList<>();
    try (Table table = scanner.open(DIMENSIONS)) {
      assertThat(table.best(row(), 5)).isEmpty();
      for (int round = 0; round < 4; round++) {
        List<float[]> more = IntStream.range(0, 30).mapToObj(i -> row()).toList();
        table.append(more);
        expected.addAll(more);
        for (int i = 0; i < 7; i++) {
          int gone = random.nextInt(expected.size());
          table.remove(gone);
          float[] last = expected.remove(expected.size() - 1);
          if (gone < expected.size()) {
            expected.set(gone, last);
          }
        }
        assertBest(table, expected, row());
      }
      while (!expected.isEmpty()) {
        table.remove(expected.size() - 1);
        expected.remove(expected.size() - 1);
      }
      assertThat(table.best(row(), 5)).isEmpty();
      assertThatThrownBy(() -> table.remove(0)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void assertBest(Table table, List<float[]> rows, float[] query)
      throws InterruptedException {
    List<Integer> best =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -cosine(rows.get(i), query)))
            .limit(5)
            .toList();

    List<Match> found = table.best(query, 5);

    assertThat(found).extracting(Match::row).isEqualTo(best);
    assertThat(found.get(0).cosine()).isCloseTo(cosine(rows.get(best.get(0)), query), within(1e-5));
  }

  @Test
  void aTableGrowsBeyondWhatItBeganWith() throws Exception {
    try (Table table = scanner.open(DIMENSIONS)) {
      float[] first = row();
      table.append(List.of(first));
      table.append(IntStream.range(0, 1500).mapToObj(i -> row()).toList());
      float[] last = row();
      table.append(List.of(last));

      assertThat(table.best(first, 1).get(0).row()).isZero();
      assertThat(table.best(last, 1).get(0).row()).isEqualTo(1501);
    }
  }

  @Test
  void withoutRoomItFailsAndLeavesNothing() throws Exception {
    try (Table table = scanner.open(1024)) {
      table.append(List.of(new float[1024]));
      List<float[]> many = IntStream.range(0, 3000).mapToObj(i -> new float[1024]).toList();

      assertThatThrownBy(() -> table.append(many)).isInstanceOf(VectorScanException.class);
      assertThat(device.heap().used()).isZero();
    }
  }

  private float[] row() {
    float[] row = new float[DIMENSIONS];
    for (int d = 0; d < DIMENSIONS; d++) {
      row[d] = (float) random.nextGaussian();
    }
    return row;
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double left = 0;
    double right = 0;
    for (int d = 0; d < a.length; d++) {
      dot += (double) a[d] * b[d];
      left += (double) a[d] * a[d];
      right += (double) b[d] * b[d];
    }
    return dot / Math.sqrt(left * right);
  }
}
