package io.throughline.telemetry.boundary;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Jaeger's clients write them: {@code 1.2s}, {@code 100ms}, {@code 1h30m}. */
final class GoDuration {

  private static final Pattern PART =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ns|us|µs|μs|ms|s|m|h)");
  private static final int MAX_LENGTH = 64;
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private GoDuration() {}

  /**
   * @return nanoseconds
   * @throws IllegalArgumentException if {@code text} is no duration or a negative one
   */
  static long nanos(String text) {
    BigDecimal sum = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    int at = 0;
    while (text.length() <= MAX_LENGTH && part.find() && part.start() == at) {
      BigDecimal number = new BigDecimal(part.group(1));
      sum = sum.add(number.multiply(BigDecimal.valueOf(NANOS.get(part.group(2)))));
      at = part.end();
    }
    if (at == 0 || at != text.length() || sum.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("not a duration such as 1.2s or 100ms");
    }
    return sum.longValue();
  }
}
