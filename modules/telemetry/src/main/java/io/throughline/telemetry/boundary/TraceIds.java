package io.throughline.telemetry.boundary;

import java.util.Locale;
import java.util.regex.Pattern;

/** Trace ids as clients write them. */
final class TraceIds {

  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{1,32}");

  private TraceIds() {}

  /**
   * With the leading zeros that some clients leave out.
   *
   * @throws JaegerRefusal if it is no trace id
   */
  static String normal(String id) {
    if (!HEX.matcher(id).matches()) {
      throw JaegerRefusal.malformed("traceID", "not up to 32 hexadecimal digits");
    }
    return "0".repeat(32 - id.length()) + id.toLowerCase(Locale.ROOT);
  }
}
