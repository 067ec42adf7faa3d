package io.throughline.inference.engine.gpu;

/** What an instruction does to a thread. */
@FunctionalInterface
interface PtxStep {
  void run(PtxThread thread);
}
