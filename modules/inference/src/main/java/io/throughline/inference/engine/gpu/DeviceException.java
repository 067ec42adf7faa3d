package io.throughline.inference.engine.gpu;

/** A device or its driver failed. Messages have codes, never content. */
class DeviceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DeviceException(String message) {
    super(message);
  }
}
