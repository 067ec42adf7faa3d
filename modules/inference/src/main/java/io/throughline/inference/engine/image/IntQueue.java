package io.throughline.inference.engine.image;

/** Numbers below a bound, first in first out, each at most once at a time. For one thread. */
final class IntQueue {

  private final int[] ring;
  private final boolean[] waiting;
  private int first;
  private int size;

  IntQueue(int bound) {
    ring = new int[bound];
    waiting = new boolean[bound];
  }

  /** Puts a number at the end, unless it is waiting already. */
  void add(int value) {
    if (!waiting[value]) {
      waiting[value] = true;
      ring[(first + size++) % ring.length] = value;
    }
  }

  /** The number that has waited longest, or -1. */
  int poll() {
    if (size == 0) {
      return -1;
    }
    int value = ring[first];
    first = (first + 1) % ring.length;
    size--;
    waiting[value] = false;
    return value;
  }
}
