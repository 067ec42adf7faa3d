package io.throughline.inference.engine.gpu;

import io.throughline.inference.api.DeviceReport;
import io.throughline.search.api.VectorScanException;
import io.throughline.search.api.VectorScanner;
import java.util.List;
import java.util.function.Consumer;

/**
 * Vectors that stay on a graphics card. When a piece of work fails, the card's memory has been
 * given back with it and the table is gone. For one thread at a time.
 */
final class GpuTable implements VectorScanner.Table {

  private static final int FIRST_ROWS = 1024;

  private final Gpu gpu;
  private final Consumer<DeviceReport> observer;
  private final int dimensions;
  private final int padded;
  private int rows;
  private int room;

  /** Null as long as there is no room. */
  private KeptMemory vectors;

  private KeptMemory inverse;

  GpuTable(Gpu gpu, Consumer<DeviceReport> observer, int dimensions) {
    this.gpu = gpu;
    this.observer = observer;
    this.dimensions = dimensions;
    this.padded = VectorBlock.padded(dimensions);
  }

  @Override
  public void append(List<float[]> more) throws InterruptedException {
    if (more.isEmpty()) {
      return;
    }
    float[] joined = GpuVectorScanner.joined(more, dimensions);
    run(
        session -> {
          try (VectorBlock block = block(session, rows + more.size())) {
            session.upload(
                HostData.of(VectorBlock.padded(joined, dimensions, padded)),
                block.vectors(),
                4L * padded * rows);
            session.upload(
                HostData.of(VectorBlock.inverse(joined, dimensions)), block.inverse(), 4L * rows);
            keep(block);
          }
          rows += more.size();
          return null;
        });
  }

  @Override
  public void remove(int row) throws InterruptedException {
    if (row < 0 || row >= rows) {
      throw new IllegalArgumentException("no row " + row + " of " + rows);
    }
    int last = rows - 1;
    if (row < last) {
      run(
          session -> {
            try (VectorBlock block = block(session, rows)) {
              long bytes = 4L * padded;
              session.copy(block.vectors(), bytes * last, block.vectors(), bytes * row, bytes);
              session.copy(block.inverse(), 4L * last, block.inverse(), 4L * row, 4);
              keep(block);
            }
            return null;
          });
    }
    rows = last;
  }

  @Override
  public List<VectorScanner.Match> best(float[] query, int limit) throws InterruptedException {
    if (rows == 0) {
      return List.of();
    }
    return run(
        session -> {
          try (VectorBlock block = block(session, rows)) {
            List<DeviceScan.Hit> hits =
                new DeviceScan(session, block).best(query, dimensions, limit).get(0);
            keep(block);
            return hits.stream()
                .map(hit -> new VectorScanner.Match(hit.position(), hit.score()))
                .toList();
          }
        });
  }

  /** The table's memory, taken for this work, with room for so many rows. */
  private VectorBlock block(GpuSession session, int wanted) {
    DeviceMemory present = vectors == null ? null : session.take(vectors);
    DeviceMemory lengths = inverse == null ? null : session.take(inverse);
    if (wanted <= room) {
      return new VectorBlock(present, lengths, rows, padded, false);
    }
    int larger = (int) Math.max(wanted, Math.max(FIRST_ROWS, Math.min(2L * room, 1 << 24)));
    DeviceMemory grown = session.allocate(4L * padded * larger);
    DeviceMemory grownLengths = session.allocate(4L * larger);
    if (present != null) {
      session.copy(present, 0, grown, 0, 4L * padded * rows);
      session.copy(lengths, 0, grownLengths, 0, 4L * rows);
      present.close();
      lengths.close();
    }
    room = larger;
    return new VectorBlock(grown, grownLengths, rows, padded, false);
  }

  private void keep(VectorBlock block) {
    vectors = block.vectors().keep();
    inverse = block.inverse().keep();
  }

  private <T> T run(Gpu.Work<T> work) throws InterruptedException {
    boolean done = false;
    try {
      T result = gpu.run(work, observer);
      done = true;
      return result;
    } catch (DeviceException e) {
      throw new VectorScanException("the graphics card cannot keep or compare vectors", e);
    } finally {
      if (!done) {
        vectors = null;
        inverse = null;
        room = 0;
        rows = 0;
      }
    }
  }

  @Override
  public void close() {
    if (vectors == null) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      run(
          session -> {
            session.take(vectors).close();
            session.take(inverse).close();
            return null;
          });
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (VectorScanException e) {
      // its memory goes with the card
      vectors = null;
    } finally {
      vectors = null;
      inverse = null;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
