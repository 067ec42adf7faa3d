package io.throughline.telemetry.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why an export failed, short enough for a line of the log. Backends choose its words: hostile. */
final class FailureReason {

  private static final int LONGEST = 300;
  private static final int DEEPEST = 8;
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]+");

  private FailureReason() {}

  /**
   * @param said what the exporter itself would have logged
   */
  static String of(CompletableResultCode result, Optional<String> said) {
    if (!result.isDone()) {
      return "no answer in time";
    }
    Throwable failure = result.getFailureThrowable();
    boolean told = failure != null && innermost(failure).getMessage() != null;
    return told ? of(failure) : plain(said.orElse("the backend did not take them"));
  }

  /** The innermost message: that of the socket rather than that of the client around it. */
  static String of(Throwable failure) {
    Throwable cause = innermost(failure);
    return plain(
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < DEEPEST && cause.getCause() != null; i++) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String plain(String text) {
    String plain = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
  }
}
