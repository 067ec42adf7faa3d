package io.throughline.inference.engine.gpu;

import java.nio.ByteBuffer;

/**
 * A queue of a device: what is asked of it happens in that order, and later, unless said otherwise.
 * For the thread that opened it. Every method throws {@link DeviceException} if the device failed,
 * perhaps at something that was asked of it before.
 */
interface DeviceStream extends AutoCloseable {

  /** Bytes of a staging buffer. */
  int STAGING = 8 << 20;

  /**
   * Device memory, at once; what is in it is undefined.
   *
   * @param bytes above 0
   * @throws DeviceMemoryException if there is no room
   */
  long allocate(long bytes);

  /** Gives memory back at once. */
  void free(long address);

  /**
   * Memory of the host that the device can reach: one of two buffers of {@link #STAGING} bytes, in
   * the device's byte order.
   */
  ByteBuffer staging(int half);

  /** Copies the first {@code bytes} of a staging buffer to the device. */
  void upload(int half, int bytes, long address);

  /** Copies to the first {@code bytes} of a staging buffer. */
  void download(long address, int half, int bytes);

  /** Copies within the device. */
  void copy(long from, long to, long bytes);

  /** Writes zeros. */
  void clear(long address, long bytes);

  /**
   * Runs a kernel.
   *
   * @param arguments as {@link Kernel#parameters} says
   */
  void launch(Kernel kernel, Grid grid, Object... arguments);

  /** Notes the time when all that was asked for so far is done; returns the mark's number. */
  int mark();

  /** Waits for a mark. */
  void await(int mark);

  /** Nanoseconds from one mark to another, both reached. */
  double nanos(int from, int to);

  /** Numbers marks from 0 again. */
  void forgetMarks();

  /** Bytes of device memory that are in use, by whomever. */
  long used();

  @Override
  void close();
}
