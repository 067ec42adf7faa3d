package io.throughline.inference.engine.gpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/** Threads of an emulated kernel that share memory. What hardware leaves undefined is an error. */
final class PtxBlock {

  private static final int WARP = 32;

  final DeviceHeap heap;
  final ByteBuffer shared;
  final ByteBuffer parameters;
  final Grid grid;
  final int x;
  final int y;
  private final PtxThread[][] warps;

  PtxBlock(PtxEntry entry, DeviceHeap heap, ByteBuffer parameters, Grid grid, int x, int y) {
    this.heap = heap;
    this.parameters = parameters;
    this.grid = grid;
    this.x = x;
    this.y = y;
    this.shared =
        ByteBuffer.allocate(entry.sharedBytes() + grid.sharedBytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    // shared memory holds whatever was there before
    Arrays.fill(shared.array(), (byte) 0xC5);
    this.warps = new PtxThread[(grid.threads() + WARP - 1) / WARP][];
    for (int w = 0; w < warps.length; w++) {
      warps[w] = new PtxThread[Math.min(WARP, grid.threads() - w * WARP)];
      for (int lane = 0; lane < warps[w].length; lane++) {
        warps[w][lane] = new PtxThread(this, w * WARP + lane, entry.registers());
      }
    }
  }

  /** Returns how many instructions it took. */
  long run(PtxStep[] code) {
    long steps = 0;
    while (true) {
      boolean waiting = false;
      for (PtxThread[] warp : warps) {
        do {
          for (PtxThread thread : warp) {
            steps += thread.run(code);
          }
        } while (together(warp));
        waiting |= Arrays.stream(warp).anyMatch(thread -> !thread.done);
      }
      if (!waiting) {
        return steps;
      }
      barrier();
    }
  }

  /** Does what a warp waits for; false if it has ended or waits for other warps. */
  private static boolean together(PtxThread[] warp) {
    PtxWarpStep step = warp[0].waitsFor;
    if (Arrays.stream(warp).anyMatch(t -> t.waitsFor != step)) {
      throw new AssertionError("threads of a warp wait for different things");
    }
    if (step == null || step == PtxWarpStep.BARRIER) {
      return false;
    }
    for (PtxThread thread : warp) {
      thread.waitsFor = null;
    }
    step.run(warp);
    return true;
  }

  private void barrier() {
    for (PtxThread[] warp : warps) {
      for (PtxThread thread : warp) {
        if (!Objects.equals(thread.waitsFor, PtxWarpStep.BARRIER)) {
          throw new AssertionError("a thread has ended while others wait for it");
        }
        thread.waitsFor = null;
      }
    }
  }
}
