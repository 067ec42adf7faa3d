package io.throughline.realtime.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a session has yet to hear, bounded: whoever sends faster than the session hears has to wait,
 * which the network passes on to the client. Thread-safe.
 */
final class Inbox {

  private static final int MOST_INPUTS = 4_096;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Input> inputs = new ArrayDeque<>();
  private final long mostBytes;
  private long bytes;
  private boolean closed;

  Inbox(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Adds an input other than the end, when there is room; forgets it if the inbox is closed. */
  void put(Input input) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && isFull()) {
        changed.await();
      }
      if (!closed) {
        add(input);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Closes the inbox at once; what waits in it is forgotten, but for the end. */
  void abort(Ending ending) {
    lock.lock();
    try {
      inputs.clear();
      bytes = 0;
      closed = false;
      end(ending);
    } finally {
      lock.unlock();
    }
  }

  /** Closes the inbox behind what waits in it; does nothing if it is closed. */
  void end(Ending ending) {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        add(new Input.End(ending));
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next input; null if none comes in time. */
  Input poll(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (inputs.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      Input next = inputs.poll();
      if (next != null) {
        bytes -= next.bytes();
        changed.signalAll();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return inputs.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull() {
    return bytes >= mostBytes || inputs.size() >= MOST_INPUTS;
  }

  private void add(Input input) {
    inputs.add(input);
    bytes += input.bytes();
    changed.signalAll();
  }
}
