package io.throughline.inference.engine.gpu;

/** What an instruction does to all threads of a warp at once. */
@FunctionalInterface
interface PtxWarpStep {

  /** All threads of a block wait for each other. */
  PtxWarpStep BARRIER =
      warp -> {
        throw new AssertionError("a barrier is for a whole block");
      };

  void run(PtxThread[] warp);
}
