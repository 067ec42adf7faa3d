package io.throughline.job.control;

import io.throughline.job.api.Job.JobError;

/** What may be shown of a failure: our own messages, never those of foreign exceptions. */
final class JobErrors {

  private static final int MAX_MESSAGE = 1000;

  private JobErrors() {}

  static JobError of(Exception failure) {
    String type = failure.getClass().getName();
    boolean ours = type.startsWith("io.throughline.") && failure.getMessage() != null;
    String message = ours ? failure.getMessage() : "internal error; see the trace and the log";
    return new JobError(
        type, message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message);
  }
}
