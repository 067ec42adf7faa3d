package io.throughline.realtime.control;

/** The client is not there any more, or does not take what it is told. */
public class ClientGoneException extends Exception {

  private static final long serialVersionUID = 1L;

  public ClientGoneException(Throwable cause) {
    super("the client is gone", cause);
  }
}
