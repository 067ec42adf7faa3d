package io.throughline.telemetry.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
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
    String told = of(result.getFailureThrowable());
    return told.isEmpty() ? plain(said.orElse("the backend did not take them")) : told;
  }

  /** The messages of a failure and its causes; empty if they have none. */
  static String of(Throwable failure) {
    Set<String> messages = new LinkedHashSet<>();
    Throwable cause = failure;
    for (int i = 0; i < DEEPEST && cause != null; i++) {
      if (cause.getMessage() != null && !isOnlyAround(cause)) {
        messages.add(cause.getMessage());
      }
      cause = cause.getCause();
    }
    return plain(String.join(": ", messages));
  }

  /** A wrapper without a message of its own has its cause's. */
  private static boolean isOnlyAround(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause != null && failure.getMessage().equals(cause.toString());
  }

  private static String plain(String text) {
    String plain = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
  }
}
