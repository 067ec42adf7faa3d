package io.throughline.inference.engine.gpu;

import io.throughline.inference.api.DeviceReport;
import io.throughline.search.api.VectorScanner;
import java.util.List;
import java.util.function.Consumer;

/** Tables of vectors of 32 bits on a graphics card. Thread-safe. */
public final class GpuVectorScanner implements VectorScanner {

  private final Gpu gpu;
  private final Consumer<DeviceReport> observer;

  /**
   * @param observer told what the card did, by the thread that did it
   */
  public GpuVectorScanner(Gpu gpu, Consumer<DeviceReport> observer) {
    this.gpu = gpu;
    this.observer = observer;
  }

  @Override
  public Table open(int dimensions) {
    return new GpuTable(gpu, observer, dimensions);
  }

  /** Rows of a table, one after the other. */
  static float[] joined(List<float[]> rows, int dimensions) {
    float[] joined = new float[Math.multiplyExact(rows.size(), dimensions)];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, joined, i * dimensions, dimensions);
    }
    return joined;
  }
}
