package io.throughline.inference.engine.gpu;

import io.throughline.inference.api.DeviceInfo;

/** A device as this layer needs it. Thread-safe; its streams are not. */
interface DeviceDriver extends AutoCloseable {

  DeviceInfo info();

  /** A queue of its own for the calling thread, which alone may use it. */
  DeviceStream open();

  /** Gives the device back; all streams are closed. */
  @Override
  void close();
}
