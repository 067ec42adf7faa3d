package io.throughline.inference.engine.gpu;

/**
 * Vectors on a device, of 32 or 16 bits, padded to a length that warps like. Closed by whoever made
 * it.
 *
 * @param vectors {@code count} rows of {@code padded} numbers
 * @param inverse 1 / length of each vector; 0 for one without length
 * @param halves true for 16 bits
 */
record VectorBlock(
    DeviceMemory vectors, DeviceMemory inverse, int count, int padded, boolean halves)
    implements AutoCloseable {

  /** Numbers that a warp reads at once, four each. */
  private static final int STEP = 128;

  /** Takes vectors to the device: rows of {@code dimensions} numbers. */
  static VectorBlock upload(GpuSession session, float[] rows, int dimensions, boolean halves) {
    int count = rows.length / dimensions;
    int padded = padded(dimensions);
    float[] inverse = inverse(rows, dimensions);
    DeviceMemory vectors =
        session.allocate(
            halves
                ? HostData.of(halves(rows, dimensions, padded))
                : HostData.of(padded(rows, dimensions, padded)));
    try {
      return new VectorBlock(
          vectors, session.allocate(HostData.of(inverse)), count, padded, halves);
    } catch (RuntimeException e) {
      vectors.close();
      throw e;
    }
  }

  /** 1 / length of each row; 0 for one without length. */
  static float[] inverse(float[] rows, int dimensions) {
    float[] inverse = new float[rows.length / dimensions];
    for (int i = 0; i < inverse.length; i++) {
      double square = 0;
      for (int d = 0; d < dimensions; d++) {
        double value = rows[i * dimensions + d];
        square += value * value;
      }
      inverse[i] = square == 0 ? 0 : (float) (1 / Math.sqrt(square));
    }
    return inverse;
  }

  static int padded(int dimensions) {
    return (dimensions + STEP - 1) / STEP * STEP;
  }

  /** The same rows with zeros after each. */
  static float[] padded(float[] rows, int dimensions, int padded) {
    if (dimensions == padded) {
      return rows;
    }
    int count = rows.length / dimensions;
    float[] wide = new float[count * padded];
    for (int i = 0; i < count; i++) {
      System.arraycopy(rows, i * dimensions, wide, i * padded, dimensions);
    }
    return wide;
  }

  private static short[] halves(float[] rows, int dimensions, int padded) {
    int count = rows.length / dimensions;
    short[] wide = new short[count * padded];
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < dimensions; d++) {
        wide[i * padded + d] = Half.of(rows[i * dimensions + d]);
      }
    }
    return wide;
  }

  @Override
  public void close() {
    vectors.close();
    inverse.close();
  }
}
