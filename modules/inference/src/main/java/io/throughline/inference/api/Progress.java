package io.throughline.inference.api;

/**
 * Receives how far a stage has come. Thread-safe; never throws; cheap enough to call per utterance.
 */
@FunctionalInterface
public interface Progress {

  /**
   * @param fraction done so far, 0 to 1; values that go backwards are ignored
   */
  void report(double fraction);

  /** What a device did for the stage, when it has done it. Ignored unless somebody wants it. */
  default void device(DeviceReport report) {}

  /** Ignores every report. */
  static Progress none() {
    return fraction -> {};
  }
}
