package io.throughline.inference.engine.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Exact search on a device: the cosine of every vector with every query, and the best. */
final class DeviceScan {

  /**
   * A vector that was found.
   *
   * @param position of the vector
   * @param score cosine
   */
  record Hit(int position, float score) {}

  /** Most hits for a query. */
  static final int MOST_HITS = 1024;

  private static final int TOGETHER = 8;
  private static final int SORTED = 2048;
  private static final int SORTING_THREADS = 512;
  private static final int SCANNING_THREADS = 256;

  /** Enough to keep every multiprocessor of a large device busy; warps go on from there. */
  private static final int SCANNING_BLOCKS = 2048;

  private static final int VECTORS_A_BLOCK = SCANNING_THREADS / 32 * 4;

  private final GpuSession session;
  private final VectorBlock block;

  DeviceScan(GpuSession session, VectorBlock block) {
    this.session = session;
    this.block = block;
  }

  /**
   * The best vectors for each query, best first; of equal ones the first.
   *
   * @param queries rows of {@code dimensions} numbers
   * @param wanted hits for each query, 1 to {@link #MOST_HITS}
   */
  List<List<Hit>> best(float[] queries, int dimensions, int wanted) {
    if (wanted < 1 || wanted > MOST_HITS) {
      throw new IllegalArgumentException("hits from 1 to " + MOST_HITS + ", not " + wanted);
    }
    List<List<Hit>> hits = new ArrayList<>();
    int count = queries.length / dimensions;
    int together = Grid.canShare(4 * TOGETHER * block.padded()) ? TOGETHER : 1;
    for (int from = 0; from < count; from += together) {
      int to = Math.min(count, from + together);
      float[] some = Arrays.copyOfRange(queries, from * dimensions, to * dimensions);
      hits.addAll(some(some, dimensions, wanted));
    }
    return hits;
  }

  /** At most as many queries as are scanned together. */
  private List<List<Hit>> some(float[] queries, int dimensions, int wanted) {
    int count = queries.length / dimensions;
    int slots = count == 1 ? 1 : TOGETHER;
    float[] asked =
        Arrays.copyOf(
            VectorBlock.padded(unit(queries, dimensions), dimensions, block.padded()),
            slots * block.padded());
    try (DeviceMemory query = session.allocate(HostData.of(asked));
        DeviceMemory scores = session.allocate(4L * slots * block.count())) {
      scan(query, slots, scores);
      long[] keys = sorted(scores, count, wanted);
      return hits(keys, count, Math.min(wanted, block.count()), keys.length / count);
    }
  }

  /** Writes the scores of so many queries: 1 or 8. */
  void scan(DeviceMemory queries, int slots, DeviceMemory scores) {
    Kernel one = block.halves() ? Kernel.SCAN_F16_1 : Kernel.SCAN_F32_1;
    Kernel eight = block.halves() ? Kernel.SCAN_F16_8 : Kernel.SCAN_F32_8;
    int blocks = Math.min(SCANNING_BLOCKS, (block.count() + VECTORS_A_BLOCK - 1) / VECTORS_A_BLOCK);
    session.launch(
        slots == 1 ? one : eight,
        new Grid(blocks, 1, SCANNING_THREADS, 4 * slots * block.padded()),
        block.vectors().address(),
        block.inverse().address(),
        (long) block.count(),
        block.padded(),
        queries.address(),
        scores.address());
  }

  /** Keys of the best of each query, sorted: what is left of 2048 at a time, until all fit in. */
  private long[] sorted(DeviceMemory scores, int queries, int wanted) {
    List<DeviceMemory> rounds = new ArrayList<>();
    try {
      Kernel kernel = Kernel.BEST_SCORES;
      DeviceMemory from = scores;
      long left = block.count();
      int blocks;
      do {
        blocks = (int) ((left + SORTED - 1) / SORTED);
        DeviceMemory best = session.allocate(8L * queries * blocks * wanted);
        rounds.add(best);
        session.launch(
            kernel,
            new Grid(blocks, queries, SORTING_THREADS, 0),
            from.address(),
            left,
            wanted,
            best.address());
        kernel = Kernel.BEST_KEYS;
        from = best;
        left = (long) blocks * wanted;
      } while (blocks > 1);
      long[] keys = new long[queries * wanted];
      session.download(from, HostData.of(keys));
      return keys;
    } finally {
      rounds.forEach(DeviceMemory::close);
    }
  }

  private static List<List<Hit>> hits(long[] keys, int queries, int wanted, int stride) {
    List<List<Hit>> hits = new ArrayList<>();
    for (int q = 0; q < queries; q++) {
      List<Hit> best = new ArrayList<>();
      for (int i = 0; i < wanted; i++) {
        best.add(hit(keys[q * stride + i]));
      }
      hits.add(List.copyOf(best));
    }
    return hits;
  }

  /** The order of the upper half is that of scores, the lower half is the position, inverted. */
  private static Hit hit(long key) {
    int ordered = (int) (key >>> 32);
    int bits = ordered < 0 ? ordered & 0x7fffffff : ~ordered;
    return new Hit(~(int) key, Float.intBitsToFloat(bits));
  }

  private static float[] unit(float[] rows, int dimensions) {
    float[] inverse = VectorBlock.inverse(rows, dimensions);
    float[] unit = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      unit[i] = rows[i] * inverse[i / dimensions];
    }
    return unit;
  }
}
