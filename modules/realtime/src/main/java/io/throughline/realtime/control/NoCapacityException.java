package io.throughline.realtime.control;

/** All sessions of this server are taken, or it stops. */
public class NoCapacityException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Ending ending;

  NoCapacityException(Ending ending) {
    super(ending.message());
    this.ending = ending;
  }

  /** Which of both. */
  public Ending ending() {
    return ending;
  }
}
