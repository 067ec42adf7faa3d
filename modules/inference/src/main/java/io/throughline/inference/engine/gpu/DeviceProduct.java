package io.throughline.inference.engine.gpu;

/** Products of matrices by tensor cores: numbers of 16 bits, sums of 32. */
final class DeviceProduct {

  private static final int TILE = 128;
  private static final int THREADS = 256;

  /** Numbers that are copied at once. */
  private static final int CHUNK = 8;

  private DeviceProduct() {}

  /**
   * C = A Bᵀ; all of them row after row.
   *
   * @param kernel {@link Kernel#GEMM_F16} or {@link Kernel#GEMM_BF16}
   * @param a {@code m} rows of {@code k} numbers of 16 bits
   * @param b {@code n} rows of {@code k} numbers of 16 bits
   * @param c {@code m} rows of {@code n} floats
   * @param k a multiple of 8
   */
  static void multiply(
      GpuSession session,
      Kernel kernel,
      DeviceMemory a,
      DeviceMemory b,
      DeviceMemory c,
      int m,
      int n,
      int k) {
    if (k % CHUNK != 0) {
      throw new IllegalArgumentException("rows of " + k + " numbers are no multiple of " + CHUNK);
    }
    session.launch(
        kernel,
        new Grid((n + TILE - 1) / TILE, (m + TILE - 1) / TILE, THREADS, 0),
        a.address(),
        b.address(),
        c.address(),
        m,
        n,
        k);
  }
}
