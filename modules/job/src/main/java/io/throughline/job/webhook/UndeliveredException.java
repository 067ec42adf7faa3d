package io.throughline.job.webhook;

/** A webhook's receiver answered with something other than success. */
final class UndeliveredException extends Exception {

  private static final long serialVersionUID = 1L;

  UndeliveredException(int statusCode) {
    super("the webhook was answered with status " + statusCode);
  }
}
