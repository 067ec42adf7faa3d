package io.throughline.job.control;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobState;
import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Metrics.Reading;
import io.throughline.telemetry.api.ServiceLevels;
import io.throughline.telemetry.api.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/** What is measured of jobs. Thread-safe. */
final class JobMetrics {

  private static final String TYPE = "job.type";

  static final Metric SUBMITTED =
      Metric.counter("throughline.jobs.submitted", "{job}", "Jobs that were accepted.", TYPE);
  static final Metric DURATION =
      Metric.longTime(
          "throughline.job.duration",
          "From a job's submission to its end, by the state it ended in.",
          TYPE,
          "job.state");
  static final Metric QUEUE_WAIT =
      Metric.longTime(
          "throughline.job.queue_wait.duration",
          "From when a job became due to when a worker took it.",
          TYPE);
  static final Metric ATTEMPTS =
      Metric.counter(
          "throughline.job.attempts",
          "{attempt}",
          "Attempts at jobs that ended, by how.",
          TYPE,
          "outcome");
  static final Metric ATTEMPT_DURATION =
      Metric.longTime(
          "throughline.job.attempt.duration",
          "From a worker's taking a job to the end of the attempt; crashed ones are not in it.",
          TYPE,
          "outcome");
  static final Metric CURRENT =
      Metric.gauge(
          "throughline.jobs.current",
          "{job}",
          "Jobs that have not ended, on all nodes, by state; pending ones are the queue's depth.",
          "job.state");
  static final Metric BUSY =
      Metric.gauge("throughline.job.workers.busy", "{worker}", "Workers of this node at work.");
  static final Metric WORKERS =
      Metric.gauge("throughline.job.workers.limit", "{worker}", "Workers of this node.");

  private static final String QUEUE_WAIT_LEVEL = "job_queue_wait";
  private static final String SUCCESS_LEVEL = "job_success";
  private static final List<String> OUTCOMES =
      List.of("completed", "failed", "cancelled", "released", "lease_lost", "crashed");
  private static final double NANOS = 1e9;

  private final Telemetry telemetry;
  private final Clock clock;
  private final Duration promptly;
  private final Metrics metrics;
  private final Metrics.Counter submitted;
  private final Metrics.Histogram duration;
  private final Metrics.Histogram queueWait;
  private final Metrics.Counter attempts;
  private final Metrics.Histogram attemptDuration;
  private final ServiceLevels levels;
  private volatile Map<JobState, Long> current = Map.of();

  /**
   * @param promptly a wait in the queue that keeps the objective
   */
  JobMetrics(Metrics metrics, Telemetry telemetry, Clock clock, Duration promptly) {
    this.metrics = metrics;
    this.telemetry = telemetry;
    this.clock = clock;
    this.promptly = promptly;
    this.submitted = metrics.counter(SUBMITTED);
    this.duration = metrics.histogram(DURATION);
    this.queueWait = metrics.histogram(QUEUE_WAIT);
    this.attempts = metrics.counter(ATTEMPTS);
    this.attemptDuration = metrics.histogram(ATTEMPT_DURATION);
    this.levels = new ServiceLevels(metrics, QUEUE_WAIT_LEVEL, SUCCESS_LEVEL);
  }

  /**
   * Publishes what does not happen but is, and lets what is counted start at nothing: growth from
   * no series at all is not seen as growth.
   *
   * @param types of jobs that this server handles
   */
  void watch(IntSupplier busy, int workers, Set<String> types) {
    for (String type : types) {
      submitted.add(0, type);
      OUTCOMES.forEach(outcome -> attempts.add(0, type, outcome));
    }
    metrics.observe(CURRENT, () -> readings(current));
    metrics.observe(BUSY, () -> List.of(Reading.of(busy.getAsInt())));
    metrics.observe(WORKERS, () -> List.of(Reading.of(workers)));
  }

  private static List<Reading> readings(Map<JobState, Long> counts) {
    return List.of(JobState.PENDING, JobState.RUNNING, JobState.CANCELLING).stream()
        .map(state -> Reading.of(counts.getOrDefault(state, 0L), state.id()))
        .toList();
  }

  /** Tells how many jobs there are; not asked for when somebody looks, to spare the database. */
  void counted(Map<JobState, Long> counts) {
    current = Map.copyOf(counts);
  }

  void submitted(String type) {
    submitted.add(1, type);
  }

  void claimed(Job job, Duration wait) {
    queueWait.record(seconds(wait), telemetry.current(), job.type());
    levels.count(QUEUE_WAIT_LEVEL, wait.compareTo(promptly) <= 0);
  }

  void attemptEnded(Job job, String outcome, Duration took) {
    attempts.add(1, job.type(), outcome);
    attemptDuration.record(seconds(took), telemetry.current(), job.type(), outcome);
  }

  void attemptCrashed(Job job) {
    attempts.add(1, job.type(), "crashed");
  }

  /** Call once, when a job has come to a state that it does not leave by itself. */
  void ended(Job job, JobState state) {
    Duration took = Duration.between(job.createdAt(), clock.instant());
    duration.record(seconds(took), telemetry.current(), job.type(), state.id());
    if (state != JobState.CANCELLED) {
      levels.count(SUCCESS_LEVEL, state == JobState.COMPLETED);
    }
  }

  private static double seconds(Duration duration) {
    return Math.max(0, duration.toNanos() / NANOS);
  }
}
