package io.throughline.inference.engine.gpu;

import jcuda.driver.CUdeviceptr;

/** JCuda hides the number that an address is. */
final class CudaAddress extends CUdeviceptr {

  long value() {
    return getNativePointer();
  }
}
