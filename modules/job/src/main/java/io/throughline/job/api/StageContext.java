package io.throughline.job.api;

import java.nio.file.Path;

/** What a running stage may use. Thread-safe. */
public interface StageContext {

  /** The job, as it was claimed. */
  Job job();

  /** A private directory of this attempt, deleted when the attempt ends. */
  Path workDirectory();

  /**
   * Output of a stage that this one comes after.
   *
   * @throws IllegalArgumentException if this stage does not wait for it
   */
  String output(String stage);

  /** Reports how far this stage has come, 0 to 1. */
  void progress(double fraction);
}
