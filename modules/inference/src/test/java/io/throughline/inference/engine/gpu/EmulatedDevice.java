package io.throughline.inference.engine.gpu;

import io.throughline.inference.api.DeviceInfo;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A device without a device: runs the PTX that is shipped, instruction by instruction, and refuses
 * what hardware would let pass: access beyond an allocation, unaligned access, a barrier that some
 * threads miss, wrong arguments. Its clock counts instructions and bytes.
 */
final class EmulatedDevice implements DeviceDriver {

  private final int architecture;
  private final DeviceHeap heap;
  private final Map<String, Map<String, PtxEntry>> modules = new HashMap<>();
  private int open;

  /**
   * @param architecture compute capability times ten
   * @param memory bytes
   */
  EmulatedDevice(int architecture, long memory) {
    this.architecture = architecture;
    this.heap = new DeviceHeap(memory);
  }

  static Gpu gpu() {
    return gpu(80);
  }

  static Gpu gpu(int architecture) {
    return new Gpu(new EmulatedDevice(architecture, 1 << 28), Leaks.THROW);
  }

  DeviceHeap heap() {
    return heap;
  }

  synchronized int openStreams() {
    return open;
  }

  synchronized PtxEntry entry(Kernel kernel) {
    return modules
        .computeIfAbsent(
            kernel.module(architecture),
            name ->
                PtxModule.read(new String(Ptx.resource(name + ".ptx"), StandardCharsets.US_ASCII)))
        .get(kernel.id());
  }

  @Override
  public DeviceInfo info() {
    return new DeviceInfo(
        "emulated", architecture / 10 + "." + architecture % 10, "12.0", heap.total(), 1);
  }

  @Override
  public synchronized DeviceStream open() {
    open++;
    return new EmulatedStream(this);
  }

  synchronized void closed() {
    open--;
  }

  @Override
  public void close() {}
}
