package io.throughline.job.api;

/** A job that somebody waited for ended without a result. */
public class JobFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Job job;

  public JobFailedException(Job job) {
    super("job " + job.state().id() + job.error().map(e -> ": " + e.message()).orElse(""));
    this.job = job;
  }

  /** The job as it ended. */
  public Job job() {
    return job;
  }
}
