package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.Word;
import java.util.ArrayList;
import java.util.List;

/** Spreads words over a stretch by their length, where nothing better is known. */
final class SpreadWords {

  private SpreadWords() {}

  static List<Word> over(double start, double end, List<String> texts, List<Word> earlier) {
    int letters = texts.stream().mapToInt(String::length).sum();
    List<Word> words = new ArrayList<>();
    int before = 0;
    for (String text : texts) {
      double from = start + (end - start) * before / letters;
      before += text.length();
      double to = start + (end - start) * before / letters;
      words.add(new Word(text, from, to, confidence(earlier, words.size(), text)));
    }
    return words;
  }

  /** The confidence the transcription gave that word, if it listed its words in the same way. */
  static double confidence(List<Word> earlier, int index, String text) {
    boolean same = index < earlier.size() && earlier.get(index).text().equals(text);
    return same ? earlier.get(index).confidence() : Double.NaN;
  }
}
