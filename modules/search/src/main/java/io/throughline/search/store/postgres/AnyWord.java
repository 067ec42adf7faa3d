package io.throughline.search.store.postgres;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of a question as a {@code tsquery}; nothing in it is syntax. */
final class AnyWord {

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  /** Questions have fewer; what comes after is not searched. */
  private static final int MOST = 200;

  private AnyWord() {}

  /** Finds what has any of the words; empty if there are none. */
  static String of(String text) {
    return BETWEEN
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .distinct()
        .limit(MOST)
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" | "));
  }
}
