package io.throughline.inference.control;

import io.throughline.job.api.Job;

/** Where results are kept in object storage. */
public final class ResultKeys {

  /** What the keys of all results, and of nothing else, start with. */
  static final String PREFIX = "results/";

  private ResultKeys() {}

  /** What the keys of a job's results start with. */
  public static String prefix(Job job) {
    return PREFIX + job.id() + "/";
  }

  /**
   * The key of what the running attempt makes. Every attempt writes its own object, so that a stale
   * one cannot overwrite a committed result.
   */
  public static String of(Job job, String extension) {
    return prefix(job) + job.attempt() + "." + extension;
  }
}
