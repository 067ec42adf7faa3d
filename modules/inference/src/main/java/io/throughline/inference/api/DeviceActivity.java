package io.throughline.inference.api;

/**
 * Something that a device did, as it measured it. Times are of {@link System#nanoTime}, to which
 * the device's own were mapped.
 *
 * @param name of the kernel; empty for a transfer
 * @param bytes that were transferred; 0 for a kernel
 * @param grid blocks along x and y, e.g. {@code 32x8}; empty for a transfer
 * @param block threads of a block; 0 for a transfer
 * @param start nanoseconds
 * @param duration nanoseconds
 */
public record DeviceActivity(
    Kind kind, String name, long bytes, String grid, int block, long start, long duration) {

  /** What a device can do. */
  public enum Kind {
    /** Memory of the host was copied to the device. */
    TO_DEVICE,
    /** A kernel ran. */
    KERNEL,
    /** Memory of the device was copied to the host. */
    FROM_DEVICE
  }
}
