package io.throughline.inference.engine.gpu;

import io.throughline.inference.api.DeviceActivity;
import io.throughline.inference.api.DeviceActivity.Kind;
import io.throughline.inference.api.DeviceReport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * One piece of work on a device: memory that ends with it, copies, kernels, and what the device
 * says of when they ran. For the thread that owns the stream.
 */
final class GpuSession {

  /** Something between two marks. */
  private record Span(Kind kind, String name, long bytes, Grid grid, int from, int to) {}

  /** A copy chooses its own. */
  private static final Grid COPY = new Grid(1, 1, 1, 0);

  private final DeviceStream stream;
  private final BooleanSupplier cancelled;
  private final Map<DeviceMemory, Long> allocations = new LinkedHashMap<>();
  private final List<Long> given = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();
  private final long usedBefore;
  private final long started;
  private final int anchor;

  /** The staging buffer to fill next, and for each the mark after which it may be filled. */
  private int next;

  private final int[] left = {-1, -1};

  /**
   * @param cancelled asked before each step
   */
  GpuSession(DeviceStream stream, BooleanSupplier cancelled) {
    this.stream = stream;
    this.cancelled = cancelled;
    stream.forgetMarks();
    this.usedBefore = stream.used();
    // the stream is idle: it reaches the mark now, and this ties its clock to the host's
    this.started = System.nanoTime();
    this.anchor = stream.mark();
  }

  /**
   * Memory on the device, its content undefined.
   *
   * @throws DeviceMemoryException if there is no room
   */
  DeviceMemory allocate(long bytes) {
    check();
    DeviceMemory memory = new DeviceMemory(this, room(bytes), bytes);
    allocations.put(memory, bytes);
    return memory;
  }

  private long room(long bytes) {
    try {
      return stream.allocate(bytes);
    } catch (DeviceMemoryException e) {
      if (given.isEmpty()) {
        throw e;
      }
      freeGiven();
      return stream.allocate(bytes);
    }
  }

  void forget(DeviceMemory memory) {
    allocations.remove(memory);
  }

  /** Memory that earlier work has kept; it ends with this work unless that keeps it again. */
  DeviceMemory take(KeptMemory kept) {
    DeviceMemory memory = new DeviceMemory(this, kept.address(), kept.bytes());
    allocations.put(memory, kept.bytes());
    return memory;
  }

  /** To be freed at the end, or when there is no room: freeing makes the device wait. */
  void free(DeviceMemory memory, long address) {
    allocations.remove(memory);
    given.add(address);
  }

  private void freeGiven() {
    given.forEach(stream::free);
    given.clear();
  }

  /** Memory on the device with that content. */
  DeviceMemory allocate(HostData content) {
    DeviceMemory memory = allocate(content.bytes());
    try {
      upload(content, memory);
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
    return memory;
  }

  /** Copies to the beginning of the memory. */
  void upload(HostData from, DeviceMemory to) {
    upload(from, to, 0);
  }

  /** Copies to the memory from a byte of it on. */
  void upload(HostData from, DeviceMemory to, long offset) {
    fits(offset + from.bytes(), to);
    int first = stream.mark();
    for (long at = 0; at < from.bytes(); at += DeviceStream.STAGING) {
      check();
      int half = next++ % 2;
      if (left[half] >= 0) {
        // what was in this buffer before must have left it
        stream.await(left[half]);
      }
      int bytes = piece(from, at);
      from.read(at, stream.staging(half).clear().limit(bytes));
      stream.upload(half, bytes, to.address() + offset + at);
      left[half] = stream.mark();
    }
    spans.add(new Span(Kind.TO_DEVICE, "", from.bytes(), null, first, stream.mark()));
  }

  /** Copies from the beginning of the memory; waits until all that was asked for is done. */
  void download(DeviceMemory from, HostData to) {
    fits(to.bytes(), from);
    int first = stream.mark();
    int last = first;
    long pending = -1;
    int arrived = -1;
    for (long at = 0; at < to.bytes(); at += DeviceStream.STAGING) {
      check();
      stream.download(from.address() + at, half(at), piece(to, at));
      last = stream.mark();
      if (pending >= 0) {
        take(to, pending, arrived);
      }
      pending = at;
      arrived = last;
    }
    if (pending >= 0) {
      take(to, pending, arrived);
    }
    spans.add(new Span(Kind.FROM_DEVICE, "", to.bytes(), null, first, last));
  }

  private void take(HostData to, long at, int mark) {
    stream.await(mark);
    ByteBuffer piece = stream.staging(half(at)).clear().limit(piece(to, at));
    to.write(at, piece);
  }

  private static int half(long at) {
    return (int) (at / DeviceStream.STAGING % 2);
  }

  private static int piece(HostData data, long at) {
    return (int) Math.min(DeviceStream.STAGING, data.bytes() - at);
  }

  private static void fits(long bytes, DeviceMemory memory) {
    if (bytes > memory.bytes()) {
      throw new IllegalArgumentException("more bytes than there is memory for");
    }
  }

  /** Copies all of one memory to the beginning of another; takes part in reports as a kernel. */
  void copy(DeviceMemory from, DeviceMemory to) {
    copy(from, 0, to, 0, from.bytes());
  }

  /** Copies bytes of one memory to another, or within one where they do not overlap. */
  void copy(DeviceMemory from, long at, DeviceMemory to, long offset, long bytes) {
    fits(at + bytes, from);
    fits(offset + bytes, to);
    int first = stream.mark();
    stream.copy(from.address() + at, to.address() + offset, bytes);
    spans.add(new Span(Kind.KERNEL, "copy", 0, COPY, first, stream.mark()));
  }

  /** Fills memory with zeros. */
  void clear(DeviceMemory memory) {
    stream.clear(memory.address(), memory.bytes());
  }

  /** Runs a kernel after all that was asked for before. */
  void launch(Kernel kernel, Grid grid, Object... arguments) {
    check();
    kernel.checked(arguments);
    int from = stream.mark();
    stream.launch(kernel, grid, arguments);
    spans.add(new Span(Kind.KERNEL, kernel.id(), 0, grid, from, stream.mark()));
  }

  private void check() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException();
    }
  }

  /**
   * Waits for the device, frees what was forgotten, and says what the device did.
   *
   * @param leaks what to do about forgotten memory; only asked if the work succeeded
   */
  DeviceReport end(String device, int number, boolean succeeded, Leaks leaks) {
    stream.await(stream.mark());
    List<DeviceActivity> activities = spans.stream().map(this::activity).toList();
    int left = allocations.size();
    long bytes = allocations.values().stream().mapToLong(Long::longValue).sum();
    List.copyOf(allocations.keySet()).forEach(DeviceMemory::close);
    freeGiven();
    if (succeeded && left > 0) {
      leaks.found(left, bytes);
    }
    return new DeviceReport(device, number, usedBefore, stream.used(), activities);
  }

  private DeviceActivity activity(Span span) {
    long start = started + Math.round(stream.nanos(anchor, span.from()));
    long duration = Math.round(stream.nanos(span.from(), span.to()));
    return span.grid() == null
        ? new DeviceActivity(span.kind(), "", span.bytes(), "", 0, start, duration)
        : new DeviceActivity(
            span.kind(),
            span.name(),
            0,
            span.grid().blocks(),
            span.grid().threads(),
            start,
            duration);
  }
}
