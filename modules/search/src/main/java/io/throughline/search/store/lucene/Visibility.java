package io.throughline.search.store.lucene;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * What searches may expect to find, and what they wait for: changes are announced, applied by the
 * one follower, and then shown. Thread-safe.
 */
final class Visibility {

  /** Before anything is shown. */
  private static final long NOTHING = -1;

  private long announced;
  private long wanted;
  private long shown = NOTHING;
  private boolean following;
  private boolean closing;
  private boolean ended;

  /** This node has committed a change: searches from now on are to find it. */
  synchronized void announce(long change) {
    announced = Math.max(announced, change);
    notifyAll();
  }

  /** Searches find everything up to a change. */
  synchronized void show(long change) {
    shown = change;
    notifyAll();
  }

  /** Searches find nothing any more, until something is shown. */
  synchronized void showNothing() {
    shown = NOTHING;
  }

  /** The newest change that searches find; -1 before there is any. */
  synchronized long shown() {
    return shown;
  }

  /** True if somebody waits for more than is shown. */
  synchronized boolean isWanted() {
    return wanted > shown || shown == NOTHING;
  }

  /** Waits until everything is shown that was announced, or for as long as {@code limit}. */
  synchronized void await(Duration limit) {
    long target = announced;
    long deadline = deadline(limit);
    try {
      while (!ended && shown < target && isBefore(deadline)) {
        wanted = Math.max(wanted, target);
        notifyAll();
        waitUntil(deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while the search index catches up");
    }
  }

  synchronized void begin() {
    following = true;
  }

  synchronized void end() {
    following = false;
    ended = true;
    notifyAll();
  }

  /**
   * The follower's wait for more than it has applied, for a searcher that waits, or for the end.
   *
   * @return true if there is something to do
   */
  synchronized boolean awaitWork(long applied, Duration limit) throws InterruptedException {
    long deadline = deadline(limit);
    while (!closing && !hasWork(applied) && isBefore(deadline)) {
      waitUntil(deadline);
    }
    return hasWork(applied);
  }

  private boolean hasWork(long applied) {
    return announced > applied || wanted > shown;
  }

  /** The follower's pause after a failure; ends early with the end. */
  synchronized void pause(Duration length) throws InterruptedException {
    long deadline = deadline(length);
    while (!closing && isBefore(deadline)) {
      waitUntil(deadline);
    }
  }

  synchronized boolean isClosing() {
    return closing;
  }

  /** Asks the follower to end, and waits until it has or for as long as {@code limit}. */
  synchronized void close(Duration limit) {
    closing = true;
    notifyAll();
    long deadline = deadline(limit);
    try {
      while (following && isBefore(deadline)) {
        waitUntil(deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void waitUntil(long deadline) throws InterruptedException {
    wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
  }

  private static long deadline(Duration limit) {
    return System.nanoTime() + limit.toNanos();
  }

  private static boolean isBefore(long deadline) {
    return System.nanoTime() - deadline < 0;
  }
}
