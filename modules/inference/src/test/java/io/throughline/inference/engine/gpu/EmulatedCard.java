package io.throughline.inference.engine.gpu;

import java.util.Optional;

/** The engine of graphics cards on a machine without one, for tests of other packages. */
public final class EmulatedCard {

  private EmulatedCard() {}

  /** An engine that runs the kernels that are shipped in an emulator. */
  public static CudaImageEngine engine() {
    Gpu gpu = EmulatedDevice.gpu(90);
    return new CudaImageEngine(() -> Optional.of(gpu));
  }
}
