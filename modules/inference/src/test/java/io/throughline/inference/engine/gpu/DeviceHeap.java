package io.throughline.inference.engine.gpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map.Entry;
import java.util.TreeMap;

/** The memory of an emulated device. Every access has to lie in one allocation and be aligned. */
final class DeviceHeap {

  private static final long START = 0x7f0000000000L;
  private static final int ALIGNMENT = 512;

  private final TreeMap<Long, ByteBuffer> allocations = new TreeMap<>();
  private final long total;
  private long used;
  private long next = START;
  private long lastStart;
  private ByteBuffer last = ByteBuffer.allocate(0);

  DeviceHeap(long total) {
    this.total = total;
  }

  /** Address of new memory, filled with what nobody should rely on; 0 if there is none left. */
  synchronized long allocate(long bytes) {
    if (used + bytes > total) {
      return 0;
    }
    ByteBuffer memory = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.fill(memory.array(), (byte) 0xC5);
    long address = next;
    allocations.put(address, memory);
    used += bytes;
    next += (bytes / ALIGNMENT + 2) * ALIGNMENT;
    return address;
  }

  synchronized void free(long address) {
    ByteBuffer memory = allocations.remove(address);
    if (memory == null) {
      throw new AssertionError("freed memory that is not allocated");
    }
    used -= memory.capacity();
    last = ByteBuffer.allocate(0);
  }

  synchronized long used() {
    return used;
  }

  long total() {
    return total;
  }

  /** Position in {@link #memory} of {@code bytes} at an address. */
  synchronized int locate(long address, int bytes) {
    if (address < lastStart || address + bytes > lastStart + last.capacity()) {
      Entry<Long, ByteBuffer> entry = allocations.floorEntry(address);
      if (entry == null || address + bytes > entry.getKey() + entry.getValue().capacity()) {
        throw new AssertionError("access beyond an allocation, by " + bytes + " bytes");
      }
      lastStart = entry.getKey();
      last = entry.getValue();
    }
    return (int) (address - lastStart);
  }

  /** The allocation that {@link #locate} found last. */
  synchronized ByteBuffer memory() {
    return last;
  }
}
