package io.throughline.job.control;

/** A stage died of a {@link Error}, such as too little memory or a missing native library. */
class StageBrokenException extends Exception {

  private static final long serialVersionUID = 1L;

  StageBrokenException(String stage, Error cause) {
    super("stage " + stage + " broke: " + cause.getClass().getSimpleName(), cause);
  }
}
