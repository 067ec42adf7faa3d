package io.throughline.inference.engine.gpu;

import io.throughline.inference.api.DeviceInfo;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * The first device of CUDA's driver (CUDA Driver API 12). Needs nothing of CUDA's toolkit: kernels
 * come as PTX, which the driver compiles for its device.
 */
final class CudaDriver implements DeviceDriver {

  private static final int NAME_BYTES = 256;

  private final CUdevice device = new CUdevice();
  private final CUcontext context = new CUcontext();
  private final DeviceInfo info;
  private final int architecture;
  private final ConcurrentNavigableMap<Long, CudaAddress> allocations =
      new ConcurrentSkipListMap<>();
  private final Map<String, CUmodule> modules = new HashMap<>();
  private final Map<Kernel, CUfunction> functions = new EnumMap<>(Kernel.class);

  /**
   * @throws DeviceException if there is no device, or one that is too old
   * @throws LinkageError if there is no driver
   */
  CudaDriver() {
    check(JCudaDriver.cuInit(0), "cuInit");
    check(JCudaDriver.cuDeviceGet(device, 0), "cuDeviceGet");
    architecture =
        10 * attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
            + attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
    if (architecture < Kernel.OLDEST) {
      throw new DeviceException("its compute capability is below 7.5");
    }
    info = describe();
    check(JCudaDriver.cuDevicePrimaryCtxRetain(context, device), "cuDevicePrimaryCtxRetain");
  }

  private DeviceInfo describe() {
    byte[] name = new byte[NAME_BYTES];
    int[] version = new int[1];
    long[] memory = new long[1];
    check(JCudaDriver.cuDeviceGetName(name, NAME_BYTES, device), "cuDeviceGetName");
    check(JCudaDriver.cuDriverGetVersion(version), "cuDriverGetVersion");
    check(JCudaDriver.cuDeviceTotalMem(memory, device), "cuDeviceTotalMem");
    int length = 0;
    while (length < NAME_BYTES && name[length] != 0) {
      length++;
    }
    return new DeviceInfo(
        new String(name, 0, length, StandardCharsets.US_ASCII),
        architecture / 10 + "." + architecture % 10,
        version[0] / 1000 + "." + version[0] % 1000 / 10,
        memory[0],
        attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT));
  }

  private int attribute(int which) {
    int[] value = new int[1];
    check(JCudaDriver.cuDeviceGetAttribute(value, which, device), "cuDeviceGetAttribute");
    return value[0];
  }

  @Override
  public DeviceInfo info() {
    return info;
  }

  @Override
  public DeviceStream open() {
    check(JCudaDriver.cuCtxSetCurrent(context), "cuCtxSetCurrent");
    return new CudaStream(this);
  }

  /** All memory, of whichever stream: one may free what another has allocated. */
  ConcurrentNavigableMap<Long, CudaAddress> allocations() {
    return allocations;
  }

  /** Loads and compiles what the kernel is in, the first time. */
  synchronized CUfunction function(Kernel kernel) {
    CUfunction known = functions.get(kernel);
    if (known != null) {
      return known;
    }
    CUfunction function = new CUfunction();
    CUmodule module = modules.computeIfAbsent(kernel.module(architecture), CudaDriver::load);
    check(JCudaDriver.cuModuleGetFunction(function, module, kernel.id()), "cuModuleGetFunction");
    functions.put(kernel, function);
    return function;
  }

  private static CUmodule load(String name) {
    CUmodule module = new CUmodule();
    check(JCudaDriver.cuModuleLoadData(module, Ptx.module(name)), "cuModuleLoadData");
    return module;
  }

  @Override
  public synchronized void close() {
    functions.clear();
    modules.clear();
    check(JCudaDriver.cuDevicePrimaryCtxRelease(device), "cuDevicePrimaryCtxRelease");
  }

  /** JCuda's own exceptions do not tell codes apart. */
  static void check(int result, String call) {
    if (result != CUresult.CUDA_SUCCESS) {
      throw new DeviceException(call + ": " + CUresult.stringFor(result));
    }
  }
}
