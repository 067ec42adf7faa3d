package io.throughline.inference.engine.gpu;

import io.throughline.inference.engine.audio.LogMel;
import io.throughline.inference.engine.gpu.DeviceScan.Hit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Log-mel spectrograms, exact search and matrix products against plain Java. */
final class NumberRows {

  private static final int VECTORS = 500_000;
  private static final int DIMENSIONS = 384;
  private static final int HITS = 10;
  private static final int SIZE = 4096;

  private NumberRows() {}

  static List<Row> of(Bench bench, double productsPerSecond) throws Exception {
    List<Row> rows = new ArrayList<>();
    float[] hour = Numbers.uniform(3600 * LogMel.RATE, 4);
    rows.add(logMel(bench, hour, 80));
    rows.add(logMel(bench, hour, 128));
    float[] vectors = Numbers.uniform(VECTORS * DIMENSIONS, 5);
    for (int queries : new int[] {1, 8}) {
      rows.add(scan(bench, vectors, queries, false));
      rows.add(scan(bench, vectors, queries, true));
    }
    rows.add(product(bench, Kernel.GEMM_F16, productsPerSecond));
    if (Integer.parseInt(bench.gpu.info().architecture().replace(".", "")) >= 80) {
      rows.add(product(bench, Kernel.GEMM_BF16, productsPerSecond));
    }
    return rows;
  }

  /** All of a short piece is compared; of the hour only the time is measured. */
  private static Row logMel(Bench bench, float[] hour, int mels) throws Exception {
    LogMel definition = new LogMel(mels);
    DeviceLogMel device = new DeviceLogMel(definition);
    float[] piece = Arrays.copyOf(hour, 60 * LogMel.RATE);
    float[] expected = definition.of(piece);
    float[] made = bench.gpu.run(session -> device.of(session, piece), report -> {});
    double worst = 0;
    for (int i = 0; i < made.length; i++) {
      worst = Math.max(worst, Math.abs(made[i] - expected[i]));
    }
    long size = 4L * mels * LogMel.frames(hour.length);
    double seconds =
        bench.best(
            (session, body) -> {
              try (DeviceMemory audio = session.allocate(HostData.of(hour));
                  DeviceMemory result = session.allocate(size)) {
                body.rounds(s -> device.spectrogram(s, audio, hour.length, result));
              }
            });
    double floor = bench.moving(4.0 * hour.length + size);
    return new Row("log-mel of 1 h, " + mels + " filters", worst, 2e-4, seconds, floor);
  }

  private static Row scan(Bench bench, float[] vectors, int queries, boolean halves)
      throws Exception {
    float[] asked = Numbers.uniform(queries * DIMENSIONS, 6);
    List<List<Hit>> found = new ArrayList<>();
    double seconds =
        bench.best(
            (session, body) -> {
              try (VectorBlock block = VectorBlock.upload(session, vectors, DIMENSIONS, halves)) {
                DeviceScan scan = new DeviceScan(session, block);
                body.rounds(
                    s -> {
                      found.clear();
                      found.addAll(scan.best(asked, DIMENSIONS, HITS));
                    });
              }
            });
    double floor = bench.moving((double) VECTORS * DIMENSIONS * (halves ? 2 : 4));
    String what =
        "best 10 of " + VECTORS + " x 384, " + (halves ? "fp16" : "fp32") + ", queries: " + queries;
    return new Row(what, worst(found, vectors, asked), halves ? 1e-3 : 1e-5, seconds, floor);
  }

  /** How far scores are from their cosines, or from those of better vectors that were missed. */
  private static double worst(List<List<Hit>> found, float[] vectors, float[] asked) {
    double worst = 0;
    for (int q = 0; q < found.size(); q++) {
      double[] cosines = new double[VECTORS];
      for (int i = 0; i < VECTORS; i++) {
        cosines[i] = cosine(vectors, i, asked, q);
      }
      for (Hit hit : found.get(q)) {
        worst = Math.max(worst, Math.abs(cosines[hit.position()] - hit.score()));
      }
      double[] sorted = cosines.clone();
      Arrays.sort(sorted);
      for (int i = 0; i < HITS; i++) {
        double best = sorted[VECTORS - 1 - i];
        worst = Math.max(worst, Math.abs(best - found.get(q).get(i).score()));
      }
    }
    return worst;
  }

  private static double cosine(float[] vectors, int row, float[] asked, int query) {
    double dot = 0;
    double left = 0;
    double right = 0;
    for (int d = 0; d < DIMENSIONS; d++) {
      double a = vectors[row * DIMENSIONS + d];
      double b = asked[query * DIMENSIONS + d];
      dot += a * b;
      left += a * a;
      right += b * b;
    }
    return dot / Math.sqrt(left * right);
  }

  private static Row product(Bench bench, Kernel kernel, double productsPerSecond)
      throws Exception {
    short[] a = Numbers.narrow(Numbers.uniform(SIZE * SIZE, 7), kernel);
    short[] b = Numbers.narrow(Numbers.uniform(SIZE * SIZE, 8), kernel);
    float[] c = new float[SIZE * SIZE];
    double seconds =
        bench.best(
            (session, body) -> {
              try (DeviceMemory left = session.allocate(HostData.of(a));
                  DeviceMemory right = session.allocate(HostData.of(b));
                  DeviceMemory result = session.allocate(4L * c.length)) {
                body.rounds(
                    s ->
                        DeviceProduct.multiply(
                            s, kernel, left, right, result, SIZE, SIZE, SIZE));
                session.download(result, HostData.of(c));
              }
            });
    double worst = 0;
    Random random = new Random(9);
    for (int i = 0; i < 20_000; i++) {
      int at = random.nextInt(c.length);
      double sum = 0;
      for (int k = 0; k < SIZE; k++) {
        sum +=
            Numbers.value(a[at / SIZE * SIZE + k], kernel)
                * Numbers.value(b[at % SIZE * SIZE + k], kernel);
      }
      worst = Math.max(worst, Math.abs(sum - c[at]));
    }
    double floor = (double) SIZE * SIZE * SIZE / productsPerSecond;
    return new Row("4096^3 product, " + kernel.id(), worst, 2e-2, seconds, floor);
  }
}
