package io.throughline.inference.engine.gpu;

/** Memory on a device, to be closed by whoever asked for it. Not thread-safe. */
final class DeviceMemory implements AutoCloseable {

  private final GpuSession owner;
  private final long address;
  private final long bytes;
  private boolean closed;

  DeviceMemory(GpuSession owner, long address, long bytes) {
    this.owner = owner;
    this.address = address;
    this.bytes = bytes;
  }

  /**
   * For a kernel's arguments.
   *
   * @throws IllegalStateException if it is closed
   */
  long address() {
    if (closed) {
      throw new IllegalStateException("this device memory was given back");
    }
    return address;
  }

  long bytes() {
    return bytes;
  }

  /** Lets it outlive the work that it belongs to. */
  KeptMemory keep() {
    KeptMemory kept = new KeptMemory(address(), bytes);
    closed = true;
    owner.forget(this);
    return kept;
  }

  /** Does nothing the second time. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      owner.free(this, address);
    }
  }
}
