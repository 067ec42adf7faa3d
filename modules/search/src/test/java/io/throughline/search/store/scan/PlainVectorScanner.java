package io.throughline.search.store.scan;

import io.throughline.search.api.VectorScanException;
import io.throughline.search.api.VectorScanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Compares all vectors in plain Java; can be told to fail. */
final class PlainVectorScanner implements VectorScanner {

  boolean broken;
  boolean interrupted;
  int open;

  @Override
  public Table open(int dimensions) {
    open++;
    return new Rows();
  }

  private final class Rows implements Table {

    private final List<float[]> rows = new ArrayList<>();

    @Override
    public void append(List<float[]> more) throws InterruptedException {
      work();
      if (interrupted) {
        throw new InterruptedException();
      }
      rows.addAll(more);
    }

    @Override
    public void remove(int row) {
      work();
      float[] last = rows.remove(rows.size() - 1);
      if (row < rows.size()) {
        rows.set(row, last);
      }
    }

    @Override
    public List<Match> best(float[] query, int limit) {
      work();
      return IntStream.range(0, rows.size())
          .mapToObj(row -> new Match(row, cosine(rows.get(row), query)))
          .sorted(Comparator.comparingDouble(Match::cosine).reversed())
          .limit(limit)
          .toList();
    }

    private void work() {
      if (broken) {
        throw new VectorScanException("told to fail", null);
      }
    }

    @Override
    public void close() {
      open--;
    }
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      left += (double) a[i] * a[i];
      right += (double) b[i] * b[i];
    }
    return left == 0 || right == 0 ? 0 : dot / Math.sqrt(left * right);
  }
}
