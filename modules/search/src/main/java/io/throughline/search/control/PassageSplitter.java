package io.throughline.search.control;

import io.throughline.search.api.Passage;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Cuts a text into passages of some two hundred words: between paragraphs where there are any, else
 * between sentences, and within a sentence only if it is longer than a passage. Not thread-safe.
 */
public final class PassageSplitter {

  /** What the embedding model reads of a passage is not much more. */
  private static final int WORDS = 200;

  /** For scripts that have no blanks between words. */
  private static final int CHARACTERS = 1600;

  /** What comes as one passage stays one up to here. */
  private static final int LONGEST = 5 * CHARACTERS;

  private static final Pattern PARAGRAPH = Pattern.compile("\\n\\s*\\n");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final List<Passage> passages = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();
  private int words;

  private PassageSplitter() {}

  /** The passages of a text in their order; none if it is blank. */
  public static List<Passage> split(String text) {
    PassageSplitter splitter = new PassageSplitter();
    PARAGRAPH.splitAsStream(PlainText.of(text)).forEach(splitter::paragraph);
    splitter.flush();
    return splitter.passages;
  }

  /** The passage itself, or pieces of it that have its moment if it is too long for one. */
  static Stream<Passage> split(Passage passage) {
    return passage.text().length() <= LONGEST
        ? Stream.of(passage)
        : split(passage.text()).stream().map(p -> new Passage(p.text(), passage.moment()));
  }

  private void paragraph(String text) {
    int count = count(text);
    if (!fits(count, text.length())) {
      flush();
    }
    if (fits(count, text.length())) {
      add(text.strip(), count);
      return;
    }
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(text);
    int start = sentences.first();
    for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
      sentence(text.substring(start, end));
      start = end;
    }
    flush();
  }

  private void sentence(String text) {
    int count = count(text);
    if (!fits(count, text.length())) {
      flush();
    }
    if (fits(count, text.length())) {
      add(text.strip(), count);
      return;
    }
    BreakIterator places = BreakIterator.getWordInstance(Locale.ROOT);
    places.setText(text);
    int start = places.first();
    int last = start;
    int pieces = 0;
    for (int end = places.next(); end != BreakIterator.DONE; end = places.next()) {
      pieces += text.substring(last, end).isBlank() ? 1 : 0;
      if (pieces >= WORDS || end - start >= CHARACTERS) {
        cut(text.substring(start, end));
        start = end;
        pieces = 0;
      }
      last = end;
    }
    add(text.substring(start).strip(), pieces + 1);
  }

  /** Ends a passage; more than one if the text is a single word that is longer than a passage. */
  private void cut(String text) {
    int start = 0;
    while (text.length() - start > CHARACTERS) {
      int end =
          start
              + CHARACTERS
              - (Character.isHighSurrogate(text.charAt(start + CHARACTERS - 1)) ? 1 : 0);
      add(text.substring(start, end).strip(), WORDS);
      flush();
      start = end;
    }
    add(text.substring(start).strip(), WORDS);
    flush();
  }

  private boolean fits(int count, int length) {
    return words + count <= WORDS && current.length() + length <= CHARACTERS;
  }

  private void add(String text, int count) {
    if (!text.isEmpty()) {
      current.append(current.isEmpty() ? "" : "\n").append(text);
      words += count;
    }
  }

  private void flush() {
    if (!current.isEmpty()) {
      passages.add(Passage.of(current.toString()));
      current.setLength(0);
    }
    words = 0;
  }

  private static int count(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? 0 : BLANKS.split(stripped).length;
  }
}
