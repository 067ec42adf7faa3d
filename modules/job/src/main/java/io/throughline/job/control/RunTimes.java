package io.throughline.job.control;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobFilter;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.JobState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Guesses how long running jobs take: the median of the last jobs of the same type, for their size.
 * Asks the store once a minute for each type at most. Thread-safe.
 */
final class RunTimes {

  private static final int SAMPLES = 20;
  private static final Duration FRESH = Duration.ofMinutes(1);

  private record Pace(OptionalDouble secondsPerUnit, Instant at) {}

  private final JobStore store;
  private final Map<String, JobHandler> handlers;
  private final Clock clock;
  private final Map<String, Pace> paces = new ConcurrentHashMap<>();

  /**
   * @param handlers by job type
   */
  RunTimes(JobStore store, Map<String, JobHandler> handlers, Clock clock) {
    this.store = store;
    this.handlers = Map.copyOf(handlers);
    this.clock = clock;
  }

  /** Seconds until a running job is likely to end; empty if there is nothing to go by. */
  OptionalLong secondsLeft(Job job) {
    OptionalDouble size = size(job);
    if (job.state() != JobState.RUNNING || size.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalDouble pace = pace(job.type());
    return pace.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(
            Math.round(pace.getAsDouble() * size.getAsDouble() * (1 - job.progress())));
  }

  private OptionalDouble size(Job job) {
    return Optional.ofNullable(handlers.get(job.type()))
        .map(handler -> handler.size(job))
        .orElse(OptionalDouble.empty());
  }

  private OptionalDouble pace(String type) {
    Instant now = clock.instant();
    Pace known = paces.get(type);
    if (known == null || known.at().plus(FRESH).isBefore(now)) {
      known = new Pace(measured(type), now);
      paces.put(type, known);
    }
    return known.secondsPerUnit();
  }

  private OptionalDouble measured(String type) {
    JobFilter last = new JobFilter(Set.of(type), Optional.of(JobState.COMPLETED), 0, SAMPLES);
    double[] sorted =
        store.list(last).jobs().stream()
            .map(this::pace)
            .flatMapToDouble(OptionalDouble::stream)
            .sorted()
            .toArray();
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted[sorted.length / 2]);
  }

  /** Of jobs that needed one attempt: the others also waited between theirs. */
  private OptionalDouble pace(Job job) {
    OptionalDouble size = size(job);
    if (job.attempt() != 1 || size.isEmpty() || size.getAsDouble() <= 0) {
      return OptionalDouble.empty();
    }
    Duration took = Duration.between(job.startedAt().orElseThrow(), job.finishedAt().orElseThrow());
    return OptionalDouble.of(took.toMillis() / 1000.0 / size.getAsDouble());
  }
}
