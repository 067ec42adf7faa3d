package io.throughline.inference.api;

import java.util.OptionalInt;

/** A language model's server is not there, or gave no usable answer to a client's request. */
public class LanguageModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int TOO_MANY = 429;

  /** Whose fault it is. */
  public enum Reason {
    /** None is configured, or it does not answer now: 503. */
    UNAVAILABLE,
    /** The request: 400. */
    REFUSED,
    /** It answered, but not with an answer: 502. */
    BROKEN
  }

  private final Reason reason;

  private LanguageModelException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /**
   * @param setting what to set, so that there is one
   */
  public static LanguageModelException none(String setting) {
    return new LanguageModelException(
        Reason.UNAVAILABLE, "no language model is configured; see " + setting, null);
  }

  /**
   * @param status what the server answered; empty if it did not, or not in time
   */
  public static LanguageModelException of(OptionalInt status, RuntimeException cause) {
    return new LanguageModelException(reason(status), cause.getMessage(), cause);
  }

  private static Reason reason(OptionalInt status) {
    if (status.isEmpty() || status.getAsInt() == TOO_MANY || status.getAsInt() / 100 == 5) {
      return Reason.UNAVAILABLE;
    }
    return switch (status.getAsInt()) {
      case 400, 404, 413, 415, 422 -> Reason.REFUSED;
      default -> Reason.BROKEN;
    };
  }

  public Reason reason() {
    return reason;
  }
}
