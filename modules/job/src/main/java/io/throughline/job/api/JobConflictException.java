package io.throughline.job.api;

/** The job's state does not allow what was asked; answered as 409. */
public class JobConflictException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String jobId;

  public JobConflictException(String jobId, JobState state, String asked) {
    super("job is " + state.id() + " and cannot be " + asked);
    this.jobId = jobId;
  }

  public String jobId() {
    return jobId;
  }
}
