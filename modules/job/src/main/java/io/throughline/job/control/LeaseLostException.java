package io.throughline.job.control;

/** Another owner has the job now; whatever this attempt produced is discarded. */
class LeaseLostException extends Exception {

  private static final long serialVersionUID = 1L;

  LeaseLostException(String jobId, int attempt) {
    super("attempt " + attempt + " of job " + jobId + " no longer holds the lease");
  }
}
