package io.throughline.inference.boundary;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Prefer} header (RFC 7240): {@code wait=N} and {@code respond-async}. What it does not
 * understand it ignores, as the RFC asks.
 *
 * @param waitFor how long the caller is ready to wait
 * @param respondAsync true if the caller does not want to wait
 */
record Preference(Optional<Duration> waitFor, boolean respondAsync) {

  private static final Pattern WAIT = preference("wait\\s*=\\s*\"?(\\d{1,9})\"?");
  private static final Pattern RESPOND_ASYNC = preference("respond-async");

  /** Names of preferences have no case. */
  private static Pattern preference(String text) {
    return Pattern.compile("(?:^|[,;\\s])" + text + "(?:$|[,;\\s])", Pattern.CASE_INSENSITIVE);
  }

  static Preference of(String header) {
    if (header == null) {
      return new Preference(Optional.empty(), false);
    }
    Matcher matcher = WAIT.matcher(header);
    Optional<Duration> wait =
        matcher.find()
            ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1))))
            : Optional.empty();
    return new Preference(wait, RESPOND_ASYNC.matcher(header).find());
  }
}
