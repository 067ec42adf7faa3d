package io.throughline.inference.engine.minilm;

import java.text.Normalizer;
import java.util.function.Predicate;

/**
 * Splits text as uncased BERT was trained on it (Devlin et al. 2019, {@code BasicTokenizer} of its
 * release): control characters go, letters lose case and accents, ideographs and punctuation stand
 * alone. Not thread-safe; one for each text.
 */
final class BertWords {

  private final Predicate<String> sink;
  private final StringBuilder word = new StringBuilder();
  private boolean more = true;

  /**
   * @param sink gets each word; false from it ends the work
   */
  BertWords(Predicate<String> sink) {
    this.sink = sink;
  }

  void split(String text) {
    for (int i = 0; i < text.length() && more; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isSpace(c)) {
        flush();
      } else if (isIdeograph(c)) {
        flush();
        word.appendCodePoint(c);
        flush();
      } else if (!isDropped(c)) {
        word.appendCodePoint(c);
      }
    }
    flush();
  }

  /** Decomposing may bring punctuation to light, so words are split at it only now. */
  private void flush() {
    if (word.isEmpty()) {
      return;
    }
    String decomposed = Normalizer.normalize(word, Normalizer.Form.NFD);
    word.setLength(0);
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < decomposed.length() && more; ) {
      int c = decomposed.codePointAt(i);
      i += Character.charCount(c);
      if (isPunctuation(c)) {
        emit(part);
        emit(part.appendCodePoint(c));
      } else if (isSpace(c)) {
        emit(part);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
        part.appendCodePoint(Character.toLowerCase(c));
      }
    }
    emit(part);
  }

  private void emit(StringBuilder part) {
    if (!part.isEmpty() && more) {
      more = sink.test(part.toString());
    }
    part.setLength(0);
  }

  private static boolean isSpace(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
  }

  private static boolean isDropped(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> true;
      default -> c == 0xFFFD;
    };
  }

  private static boolean isPunctuation(int c) {
    if (c < 0x80) {
      return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** The CJK blocks that BERT's release lists. */
  private static boolean isIdeograph(int c) {
    return c >= 0x4E00 && c <= 0x9FFF
        || c >= 0x3400 && c <= 0x4DBF
        || c >= 0x20000 && c <= 0x2A6DF
        || c >= 0x2A700 && c <= 0x2B73F
        || c >= 0x2B740 && c <= 0x2B81F
        || c >= 0x2B920 && c <= 0x2CEAF
        || c >= 0xF900 && c <= 0xFAFF
        || c >= 0x2F800 && c <= 0x2FA1F;
  }
}
