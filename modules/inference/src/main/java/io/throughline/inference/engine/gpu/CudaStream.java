package io.throughline.inference.engine.gpu;

import static io.throughline.inference.engine.gpu.CudaDriver.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/** A stream of CUDA, with two page-locked buffers that the device copies from and to by itself. */
final class CudaStream implements DeviceStream {

  private static final double NANOS_A_MILLISECOND = 1e6;

  private final CudaDriver driver;
  private final CUstream stream = new CUstream();
  private final Pointer[] pinned = {new Pointer(), new Pointer()};
  private final ByteBuffer[] staging = new ByteBuffer[2];
  private final List<CUevent> events = new ArrayList<>();
  private int marks;

  CudaStream(CudaDriver driver) {
    this.driver = driver;
    check(
        JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING),
        "cuStreamCreate");
    for (int half = 0; half < pinned.length; half++) {
      check(JCudaDriver.cuMemAllocHost(pinned[half], STAGING), "cuMemAllocHost");
      staging[half] = pinned[half].getByteBuffer(0, STAGING).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  @Override
  public long allocate(long bytes) {
    CudaAddress address = new CudaAddress();
    int result = JCudaDriver.cuMemAlloc(address, bytes);
    if (result == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
      throw new DeviceMemoryException(bytes);
    }
    check(result, "cuMemAlloc");
    driver.allocations().put(address.value(), address);
    return address.value();
  }

  @Override
  public void free(long address) {
    check(JCudaDriver.cuMemFree(driver.allocations().remove(address)), "cuMemFree");
  }

  /** An address inside an allocation. */
  private CUdeviceptr pointer(long address) {
    var allocation = driver.allocations().floorEntry(address);
    return allocation.getValue().withByteOffset(address - allocation.getKey());
  }

  @Override
  public ByteBuffer staging(int half) {
    return staging[half];
  }

  @Override
  public void upload(int half, int bytes, long address) {
    check(
        JCudaDriver.cuMemcpyHtoDAsync(pointer(address), pinned[half], bytes, stream),
        "cuMemcpyHtoDAsync");
  }

  @Override
  public void download(long address, int half, int bytes) {
    check(
        JCudaDriver.cuMemcpyDtoHAsync(pinned[half], pointer(address), bytes, stream),
        "cuMemcpyDtoHAsync");
  }

  @Override
  public void copy(long from, long to, long bytes) {
    check(
        JCudaDriver.cuMemcpyDtoDAsync(pointer(to), pointer(from), bytes, stream),
        "cuMemcpyDtoDAsync");
  }

  @Override
  public void clear(long address, long bytes) {
    check(
        JCudaDriver.cuMemsetD8Async(pointer(address), (byte) 0, bytes, stream), "cuMemsetD8Async");
  }

  @Override
  public void launch(Kernel kernel, Grid grid, Object... arguments) {
    Pointer[] values = new Pointer[arguments.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(arguments[i]);
    }
    check(
        JCudaDriver.cuLaunchKernel(
            driver.function(kernel),
            grid.x(),
            grid.y(),
            1,
            grid.threads(),
            1,
            1,
            grid.sharedBytes(),
            stream,
            Pointer.to(values),
            null),
        "cuLaunchKernel " + kernel.id());
  }

  /** Where the value of an argument is: the driver copies it before the launch returns. */
  private static Pointer value(Object argument) {
    if (argument instanceof Long address) {
      return Pointer.to(new long[] {address});
    } else if (argument instanceof Integer number) {
      return Pointer.to(new int[] {number});
    } else if (argument instanceof Float number) {
      return Pointer.to(new float[] {number});
    }
    return Pointer.to(new double[] {(Double) argument});
  }

  @Override
  public int mark() {
    if (marks == events.size()) {
      CUevent event = new CUevent();
      check(JCudaDriver.cuEventCreate(event, CUevent_flags.CU_EVENT_DEFAULT), "cuEventCreate");
      events.add(event);
    }
    check(JCudaDriver.cuEventRecord(events.get(marks), stream), "cuEventRecord");
    return marks++;
  }

  @Override
  public void await(int mark) {
    check(JCudaDriver.cuEventSynchronize(events.get(mark)), "cuEventSynchronize");
  }

  @Override
  public double nanos(int from, int to) {
    float[] millis = new float[1];
    check(
        JCudaDriver.cuEventElapsedTime(millis, events.get(from), events.get(to)),
        "cuEventElapsedTime");
    return millis[0] * NANOS_A_MILLISECOND;
  }

  @Override
  public void forgetMarks() {
    marks = 0;
  }

  @Override
  public long used() {
    long[] free = new long[1];
    long[] total = new long[1];
    check(JCudaDriver.cuMemGetInfo(free, total), "cuMemGetInfo");
    return total[0] - free[0];
  }

  @Override
  public void close() {
    for (CUevent event : events) {
      check(JCudaDriver.cuEventDestroy(event), "cuEventDestroy");
    }
    for (Pointer buffer : pinned) {
      check(JCudaDriver.cuMemFreeHost(buffer), "cuMemFreeHost");
    }
    check(JCudaDriver.cuStreamDestroy(stream), "cuStreamDestroy");
  }
}
