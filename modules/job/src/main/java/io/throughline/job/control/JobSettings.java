package io.throughline.job.control;

import io.throughline.job.api.Retention;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How jobs are run.
 *
 * @param node name of this server process; unique per start
 * @param workers jobs run at once
 * @param lease how long a claim holds without a heartbeat
 * @param heartbeat how often leases are extended; at most a third of the lease
 * @param poll how often to look for due jobs that nobody announced
 * @param maxErrors attempts that may end with an error before the job has failed
 * @param maxCrashes attempts that may die with their server before the job is dead
 * @param maxQueued jobs that may wait; more are refused
 * @param retention days that jobs are kept after their end unless a request says otherwise
 * @param workRoot where attempts keep their files
 * @param onlyNode true when no other server shares the database
 */
public record JobSettings(
    String node,
    int workers,
    Duration lease,
    Duration heartbeat,
    Duration poll,
    int maxErrors,
    int maxCrashes,
    int maxQueued,
    int retention,
    Path workRoot,
    boolean onlyNode) {

  public JobSettings {
    if (workers < 1) {
      throw new IllegalArgumentException("throughline.job.workers must be at least 1");
    }
    if (maxQueued < 1) {
      throw new IllegalArgumentException("throughline.job.max-queued must be at least 1");
    }
    if (!Retention.isValid(retention)) {
      throw new IllegalArgumentException(
          "throughline.job.retention must be a number of days, 0 or -1");
    }
    if (heartbeat.multipliedBy(3).compareTo(lease) > 0) {
      throw new IllegalArgumentException(
          "throughline.job.heartbeat must be at most a third of throughline.job.lease");
    }
  }
}
