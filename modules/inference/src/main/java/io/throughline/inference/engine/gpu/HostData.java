package io.throughline.inference.engine.gpu;

import java.nio.ByteBuffer;

/** An array of the host, as pieces that go to a device and come back. */
interface HostData {

  long bytes();

  /** Puts what begins at a byte of the array into the buffer, as much as it takes. */
  void read(long from, ByteBuffer into);

  /** Takes what the buffer holds as what begins at a byte of the array. */
  void write(long at, ByteBuffer from);

  static HostData of(byte[] values) {
    return new Elements(
        values.length,
        Byte.BYTES,
        (b, i, n) -> b.put(values, i, n),
        (b, i, n) -> b.get(values, i, n));
  }

  static HostData of(short[] values) {
    return new Elements(
        values.length,
        Short.BYTES,
        (b, i, n) -> b.asShortBuffer().put(values, i, n),
        (b, i, n) -> b.asShortBuffer().get(values, i, n));
  }

  static HostData of(int[] values) {
    return new Elements(
        values.length,
        Integer.BYTES,
        (b, i, n) -> b.asIntBuffer().put(values, i, n),
        (b, i, n) -> b.asIntBuffer().get(values, i, n));
  }

  static HostData of(float[] values) {
    return new Elements(
        values.length,
        Float.BYTES,
        (b, i, n) -> b.asFloatBuffer().put(values, i, n),
        (b, i, n) -> b.asFloatBuffer().get(values, i, n));
  }

  static HostData of(long[] values) {
    return new Elements(
        values.length,
        Long.BYTES,
        (b, i, n) -> b.asLongBuffer().put(values, i, n),
        (b, i, n) -> b.asLongBuffer().get(values, i, n));
  }

  /**
   * An array of any type.
   *
   * @param size bytes of an element
   */
  record Elements(long length, int size, Move into, Move from) implements HostData {

    /** Moves so many elements, from or to that one of the array on. */
    interface Move {
      void elements(ByteBuffer buffer, int first, int count);
    }

    @Override
    public long bytes() {
      return size * length;
    }

    @Override
    public void read(long at, ByteBuffer buffer) {
      into.elements(buffer, (int) (at / size), buffer.remaining() / size);
    }

    @Override
    public void write(long at, ByteBuffer buffer) {
      from.elements(buffer, (int) (at / size), buffer.remaining() / size);
    }
  }
}
