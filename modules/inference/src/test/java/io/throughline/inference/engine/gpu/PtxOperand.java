package io.throughline.inference.engine.gpu;

/** Where an instruction reads from: a register, a constant, the place of a thread in the grid. */
@FunctionalInterface
interface PtxOperand {

  /** Raw bits, the narrower ones zero-extended. */
  long of(PtxThread thread);
}
