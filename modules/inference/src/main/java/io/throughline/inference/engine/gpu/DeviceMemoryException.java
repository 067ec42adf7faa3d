package io.throughline.inference.engine.gpu;

/** There is no room for an allocation on the device now. */
final class DeviceMemoryException extends DeviceException {

  private static final long serialVersionUID = 1L;

  DeviceMemoryException(long bytes) {
    super("no room for " + bytes + " bytes on the device");
  }
}
