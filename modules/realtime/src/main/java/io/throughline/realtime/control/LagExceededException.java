package io.throughline.realtime.control;

/** A session was ended because the server could not keep up. */
class LagExceededException extends Exception {

  private static final long serialVersionUID = 1L;

  LagExceededException() {
    super("audio was due and not heard for longer than THROUGHLINE_REALTIME_LAG_LIMIT");
  }
}
