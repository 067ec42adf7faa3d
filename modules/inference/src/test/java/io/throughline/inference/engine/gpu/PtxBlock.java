package io.throughline.inference.engine.gpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

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

  /**
   * Runs to the end. Warps and threads come in another order after each barrier, so that one which
   * is missing shows.
   *
   * @return how many instructions it took
   */
  long run(PtxStep[] code) {
    Random order = new Random(31L * y + x);
    long steps = 0;
    while (true) {
      boolean waiting = false;
      List<PtxThread[]> shuffled = new ArrayList<>(List.of(warps));
      Collections.shuffle(shuffled, order);
      for (PtxThread[] warp : shuffled) {
        List<PtxThread> threads = new ArrayList<>(List.of(warp));
        Collections.shuffle(threads, order);
        do {
          for (PtxThread thread : threads) {
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
