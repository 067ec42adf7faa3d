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
    return new HostData() {
      @Override
      public long bytes() {
        return values.length;
      }

      @Override
      public void read(long from, ByteBuffer into) {
        into.put(values, (int) from, into.remaining());
      }

      @Override
      public void write(long at, ByteBuffer from) {
        from.get(values, (int) at, from.remaining());
      }
    };
  }

  static HostData of(short[] values) {
    return new HostData() {
      @Override
      public long bytes() {
        return 2L * values.length;
      }

      @Override
      public void read(long from, ByteBuffer into) {
        into.asShortBuffer().put(values, (int) (from / 2), into.remaining() / 2);
      }

      @Override
      public void write(long at, ByteBuffer from) {
        from.asShortBuffer().get(values, (int) (at / 2), from.remaining() / 2);
      }
    };
  }

  static HostData of(int[] values) {
    return new HostData() {
      @Override
      public long bytes() {
        return 4L * values.length;
      }

      @Override
      public void read(long from, ByteBuffer into) {
        into.asIntBuffer().put(values, (int) (from / 4), into.remaining() / 4);
      }

      @Override
      public void write(long at, ByteBuffer from) {
        from.asIntBuffer().get(values, (int) (at / 4), from.remaining() / 4);
      }
    };
  }

  static HostData of(float[] values) {
    return new HostData() {
      @Override
      public long bytes() {
        return 4L * values.length;
      }

      @Override
      public void read(long from, ByteBuffer into) {
        into.asFloatBuffer().put(values, (int) (from / 4), into.remaining() / 4);
      }

      @Override
      public void write(long at, ByteBuffer from) {
        from.asFloatBuffer().get(values, (int) (at / 4), from.remaining() / 4);
      }
    };
  }

  static HostData of(long[] values) {
    return new HostData() {
      @Override
      public long bytes() {
        return 8L * values.length;
      }

      @Override
      public void read(long from, ByteBuffer into) {
        into.asLongBuffer().put(values, (int) (from / 8), into.remaining() / 8);
      }

      @Override
      public void write(long at, ByteBuffer from) {
        from.asLongBuffer().get(values, (int) (at / 8), from.remaining() / 8);
      }
    };
  }
}
