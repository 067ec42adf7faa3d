package io.throughline.telemetry.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Comma-separated {@code name=value} pairs with percent-encoded values, as OpenTelemetry has them.
 */
final class Pairs {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~/-]+");

  private Pairs() {}

  /** Names and decoded values in their order; empty if the text is not written so. */
  static Optional<Map<String, String>> parse(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String part : text.split(",")) {
      int equals = part.indexOf('=');
      if (part.isBlank()) {
        continue;
      }
      if (equals < 0 || !NAME.matcher(part.substring(0, equals).strip()).matches()) {
        return Optional.empty();
      }
      try {
        // A plus sign is a plus sign here, unlike in the form encoding that the decoder is made
        // for.
        String value = part.substring(equals + 1).strip().replace("+", "%2B");
        pairs.put(
            part.substring(0, equals).strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(pairs);
  }

  /** {@code value} so that {@link #parse} and the SDK read it back as it is. */
  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
