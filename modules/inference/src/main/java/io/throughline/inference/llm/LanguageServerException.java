package io.throughline.inference.llm;

import java.util.OptionalInt;

/**
 * A server of language models gave no usable answer. Messages have no prompt, no answer and nothing
 * that the server wrote.
 */
public class LanguageServerException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int NO_STATUS = 0;
  private static final int TOO_MANY = 429;

  private final int status;

  private LanguageServerException(String message, int status, Throwable cause) {
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
  public static final class Unavailable extends LanguageServerException {

    private static final long serialVersionUID = 1L;

    private Unavailable(String message, int status, Throwable cause) {
      super(message, status, cause);
    }
  }

  /** It takes longer than there is time. */
  public static final class Late extends LanguageServerException {

    private static final long serialVersionUID = 1L;

    private Late() {
      super("the language model's server did not answer in time", NO_STATUS, null);
    }
  }

  static LanguageServerException status(int status) {
    String message = "the language model's server answered with status " + status;
    return status == TOO_MANY || status / 100 == 5
        ? new Unavailable(message, status, null)
        : new LanguageServerException(message, status, null);
  }

  static LanguageServerException unreachable(Throwable cause) {
    return new Unavailable("the language model's server does not answer", NO_STATUS, cause);
  }

  static LanguageServerException late() {
    return new Late();
  }

  static LanguageServerException unreadable(Throwable cause) {
    return new LanguageServerException(
        "the language model's server answered with something else", NO_STATUS, cause);
  }

  static LanguageServerException suspended(Throwable cause) {
    return new LanguageServerException(
        "the language model's server has failed too often; it is asked again in a while",
        NO_STATUS,
        cause);
  }
}
