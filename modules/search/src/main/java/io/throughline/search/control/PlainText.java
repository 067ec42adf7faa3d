package io.throughline.search.control;

/** Text from anywhere as text that every database, index and model takes. */
public final class PlainText {

  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  /**
   * The same text with blanks for control characters other than tab and line feed, and the
   * replacement character for halves of surrogate pairs.
   */
  public static String of(String text) {
    StringBuilder clean = null;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      int length = Character.charCount(character);
      int allowed = allowed(character);
      if (clean == null && allowed != character) {
        clean = new StringBuilder(text.length()).append(text, 0, i);
      }
      if (clean != null) {
        clean.appendCodePoint(allowed);
      }
      i += length;
    }
    return clean == null ? text : clean.toString();
  }

  private static int allowed(int character) {
    if (Character.isISOControl(character) && character != '\n' && character != '\t') {
      return ' ';
    }
    return Character.getType(character) == Character.SURROGATE ? REPLACEMENT : character;
  }
}
