package io.throughline.inference.engine.gpu;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One thread of an emulated kernel. */
final class PtxThread {

  final long[] registers;
  final PtxBlock block;

  /** Place in the block, along x only: no kernel of ours uses more. */
  final int index;

  int next;
  boolean done;

  /** What the thread's warp, or its block, has to do together before it goes on; or null. */
  PtxWarpStep waitsFor;

  /** Copies to shared memory that were begun and may still be on their way. */
  private final Deque<List<Runnable>> copies = new ArrayDeque<>();

  private List<Runnable> begun = new ArrayList<>();

  PtxThread(PtxBlock block, int index, int registers) {
    this.block = block;
    this.index = index;
    this.registers = new long[registers];
  }

  /** Goes on until the end or until others are needed; returns how many instructions that took. */
  long run(PtxStep[] code) {
    long steps = 0;
    while (!done && waitsFor == null) {
      code[next++].run(this);
      steps++;
    }
    return steps;
  }

  void begin(Runnable copy) {
    begun.add(copy);
  }

  void endGroup() {
    copies.add(begun);
    begun = new ArrayList<>();
  }

  /** As late as the hardware may do it: what nobody waited for is not there. */
  void awaitAllBut(int groups) {
    while (copies.size() > groups) {
      copies.remove().forEach(Runnable::run);
    }
  }
}
