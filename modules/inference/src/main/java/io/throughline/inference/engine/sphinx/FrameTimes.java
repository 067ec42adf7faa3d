package io.throughline.inference.engine.sphinx;

/** How feature frames lie in time. */
final class FrameTimes {

  /** Seconds from one frame to the next. */
  static final double SHIFT = 0.01;

  /**
   * A feature describes a window of 25.6 ms and carries the time of the window's first sample, so
   * the border before it lies between the middles of two windows: 12.8 - 5 ms later.
   */
  static final double BORDER = 0.0078;

  private FrameTimes() {}
}
