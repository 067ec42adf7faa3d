package io.throughline.telemetry.store;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Says which trace leaves when space is short: of the older quarter, the one that tells least.
 * Running traces tell most, then failed ones, then those that took long for their kind; of equals
 * the oldest leaves. Not thread-safe.
 */
final class Retention {

  private static final int RESERVED_PART = 4;

  private enum Worth {
    ORDINARY,
    FAILED,
    RUNNING
  }

  private record Candidate(KeptTrace trace, Worth worth, double slowness, long start) {

    static final Comparator<Candidate> LEAST_FIRST =
        Comparator.comparing(Candidate::worth)
            .thenComparingDouble(Candidate::slowness)
            .thenComparingLong(Candidate::start);
  }

  private final LinkedHashSet<KeptTrace> recent = new LinkedHashSet<>();
  private final PriorityQueue<Candidate> older = new PriorityQueue<>(Candidate.LEAST_FIRST);
  private final TypicalDurations typical;

  Retention(TypicalDurations typical) {
    this.typical = typical;
  }

  void add(KeptTrace trace) {
    recent.add(trace);
  }

  /** Forgets a trace that is no longer kept. */
  void remove(KeptTrace trace) {
    if (!recent.remove(trace)) {
      older.removeIf(candidate -> candidate.trace() == trace);
    }
  }

  private KeptTrace oldest() {
    Iterator<KeptTrace> traces = recent.iterator();
    KeptTrace oldest = traces.next();
    traces.remove();
    return oldest;
  }

  int size() {
    return recent.size() + older.size();
  }

  /** Takes out the trace to leave next; null if there is none. */
  KeptTrace leaveNext() {
    int reserved = Math.max(1, size() / RESERVED_PART);
    while (older.size() < reserved && !recent.isEmpty()) {
      older.add(candidate(oldest()));
    }
    for (int looks = older.size(); looks > 1; looks--) {
      Candidate least = older.poll();
      Worth now = worth(least.trace().summary());
      if (now.compareTo(least.worth()) <= 0) {
        return least.trace();
      }
      // It went on after it had been ranked.
      older.add(candidate(least.trace()));
    }
    Candidate last = older.poll();
    return last == null ? null : last.trace();
  }

  private Candidate candidate(KeptTrace trace) {
    TraceSummary summary = trace.summary();
    return new Candidate(
        trace,
        worth(summary),
        typical.slowness(summary.operation(), summary.durationNanos()),
        summary.startNanos());
  }

  private static Worth worth(TraceSummary summary) {
    if (summary.running() > 0) {
      return Worth.RUNNING;
    }
    return summary.errors() > 0 ? Worth.FAILED : Worth.ORDINARY;
  }

  /** The older traces that were kept for what they tell: failed, or slow for their kind. */
  List<KeptTrace> telling() {
    return older.stream()
        .filter(c -> c.worth() == Worth.FAILED || c.slowness() >= TypicalDurations.SLOW)
        .sorted(Candidate.LEAST_FIRST.reversed())
        .map(Candidate::trace)
        .toList();
  }
}
