package io.throughline.inference.engine.gpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Does at once what it is asked for. An instruction takes a nanosecond, and so does a byte. */
final class EmulatedStream implements DeviceStream {

  private final EmulatedDevice device;
  private final Thread owner = Thread.currentThread();
  private final ByteBuffer[] staging = {buffer(), buffer()};
  private final List<Long> marks = new ArrayList<>();
  private long clock;

  EmulatedStream(EmulatedDevice device) {
    this.device = device;
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocateDirect(STAGING).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void owned() {
    if (Thread.currentThread() != owner) {
      throw new AssertionError("a stream is for the thread that opened it");
    }
  }

  @Override
  public long allocate(long bytes) {
    owned();
    if (bytes < 1) {
      throw new DeviceException("cuMemAlloc: CUDA_ERROR_INVALID_VALUE");
    }
    long address = device.heap().allocate(bytes);
    if (address == 0) {
      throw new DeviceMemoryException(bytes);
    }
    return address;
  }

  @Override
  public void free(long address) {
    owned();
    device.heap().free(address);
  }

  @Override
  public ByteBuffer staging(int half) {
    return staging[half];
  }

  @Override
  public void upload(int half, int bytes, long address) {
    owned();
    byte[] content = new byte[bytes];
    staging[half].clear().get(0, content);
    DeviceHeap heap = device.heap();
    int at = heap.locate(address, bytes);
    heap.memory().put(at, content);
    clock += bytes;
  }

  @Override
  public void download(long address, int half, int bytes) {
    owned();
    byte[] content = new byte[bytes];
    DeviceHeap heap = device.heap();
    int at = heap.locate(address, bytes);
    heap.memory().get(at, content);
    staging[half].clear().put(0, content);
    clock += bytes;
  }

  @Override
  public void copy(long from, long to, long bytes) {
    owned();
    byte[] content = new byte[(int) bytes];
    DeviceHeap heap = device.heap();
    int at = heap.locate(from, content.length);
    heap.memory().get(at, content);
    int there = heap.locate(to, content.length);
    heap.memory().put(there, content);
    clock += bytes;
  }

  @Override
  public void clear(long address, long bytes) {
    owned();
    DeviceHeap heap = device.heap();
    int at = heap.locate(address, (int) bytes);
    heap.memory().put(at, new byte[(int) bytes]);
  }

  @Override
  public void launch(Kernel kernel, Grid grid, Object... arguments) {
    owned();
    PtxEntry entry = device.entry(kernel);
    if (entry.maxThreads() > 0 && grid.threads() > entry.maxThreads()) {
      throw new DeviceException("cuLaunchKernel: CUDA_ERROR_INVALID_VALUE");
    }
    ByteBuffer parameters = parameters(arguments);
    for (int y = 0; y < grid.y(); y++) {
      for (int x = 0; x < grid.x(); x++) {
        clock += new PtxBlock(entry, device.heap(), parameters, grid, x, y).run(entry.code());
      }
    }
  }

  /** One after the other, each aligned to its size. */
  private static ByteBuffer parameters(Object... arguments) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * arguments.length).order(ByteOrder.LITTLE_ENDIAN);
    for (Object argument : arguments) {
      boolean wide = argument instanceof Long || argument instanceof Double;
      int size = wide ? 8 : 4;
      bytes.position((bytes.position() + size - 1) / size * size);
      if (argument instanceof Long value) {
        bytes.putLong(value);
      } else if (argument instanceof Integer value) {
        bytes.putInt(value);
      } else if (argument instanceof Float value) {
        bytes.putFloat(value);
      } else {
        bytes.putDouble((Double) argument);
      }
    }
    return bytes;
  }

  @Override
  public int mark() {
    owned();
    marks.add(clock);
    return marks.size() - 1;
  }

  @Override
  public void await(int mark) {
    owned();
    marks.get(mark);
  }

  @Override
  public double nanos(int from, int to) {
    return marks.get(to) - marks.get(from);
  }

  @Override
  public void forgetMarks() {
    marks.clear();
  }

  @Override
  public long used() {
    return device.heap().used();
  }

  @Override
  public void close() {
    owned();
    device.closed();
  }
}
