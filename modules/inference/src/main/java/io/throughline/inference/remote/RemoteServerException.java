package io.throughline.inference.remote;

import java.util.OptionalInt;

/**
 * A server that does some of the work gave no usable answer. Messages have nothing of the request
 * and nothing that the server wrote.
 */
public class RemoteServerException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  static final int NO_STATUS = 0;
  static final int TOO_MANY = 429;

  private final int status;

  RemoteServerException(String message, int status, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** What it answered, if that is what went wrong. */
  public OptionalInt status() {
    return status == NO_STATUS ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** True if the request is at fault and would fail again. */
  public boolean isRefusal() {
    return status / 100 == 4 && status != TOO_MANY && status != 401 && status != 403;
  }

  /** It cannot be reached, breaks off, is overloaded or broken: worth another try. */
  public static final class Unavailable extends RemoteServerException {

    private static final long serialVersionUID = 1L;

    Unavailable(String message, int status, Throwable cause) {
      super(message, status, cause);
    }
  }

  /** It takes longer than there is time. */
  public static final class Late extends RemoteServerException {

    private static final long serialVersionUID = 1L;

    Late(String message) {
      super(message, NO_STATUS, null);
    }
  }
}
