package io.throughline.search.control;

import io.throughline.search.api.InvalidSearchException;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A query as everything after the first step sees it.
 *
 * @param text Unicode NFC, one space between words
 * @param folded the text without differences that do not matter to a cache
 */
record NormalizedQuery(String text, String folded) {

  static final int LONGEST = 500;

  private static final String FIELD = "query";

  /**
   * @throws InvalidSearchException if it is empty, too long or has characters that are no text
   */
  static NormalizedQuery of(String sent) {
    String text = Normalizer.normalize(sent, Normalizer.Form.NFC).strip().replaceAll("\\s+", " ");
    if (text.isEmpty()) {
      throw new InvalidSearchException(FIELD, "must not be empty");
    }
    // What was sent counts: folding blanks must not make a query acceptable.
    if (sent.codePointCount(0, sent.length()) > LONGEST) {
      throw new InvalidSearchException(FIELD, "must have at most " + LONGEST + " characters");
    }
    if (text.codePoints().anyMatch(NormalizedQuery::isNoText)) {
      throw new InvalidSearchException(
          FIELD, "must not contain control characters or halves of characters");
    }
    return new NormalizedQuery(text, text.toLowerCase(Locale.ROOT));
  }

  int length() {
    return text.codePointCount(0, text.length());
  }

  private static boolean isNoText(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }
}
