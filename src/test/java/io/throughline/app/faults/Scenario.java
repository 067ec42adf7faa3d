package io.throughline.app.faults;

/** Arranges a load and a fault, and judges what came of it. */
@FunctionalInterface
interface Scenario {
  /**
   * @param row begins the labels of its jobs
   */
  Verdict run(Harness harness, String row) throws Exception;
}
