package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.linguist.acoustic.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds how a word as written is said: without case, punctuation and typographic signs. */
final class WrittenWord {

  private WrittenWord() {}

  static List<String> split(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  /** Pronunciations; none when the dictionary does not know all parts of the word. */
  static List<Unit[]> pronunciations(AlignerAcoustics acoustics, String written) {
    String word =
        written
            .toLowerCase(Locale.ROOT)
            .replace('\u2019', '\'')
            .replaceAll("[^\\p{L}\\p{N}'.-]", "")
            .replaceAll("^[.-]+|[.-]+$", "");
    for (String form : List.of(word, word.replaceAll("[.']", ""), word.replaceAll("^'|'$", ""))) {
      List<Unit[]> known = form.isEmpty() ? List.of() : acoustics.pronunciations(form);
      if (!known.isEmpty()) {
        return known;
      }
    }
    return parts(acoustics, word);
  }

  /** "well-known" is said as "well" and "known". */
  private static List<Unit[]> parts(AlignerAcoustics acoustics, String word) {
    List<Unit> units = new ArrayList<>();
    for (String part : word.split("[.-]+")) {
      List<Unit[]> known = part.isEmpty() ? List.of() : acoustics.pronunciations(part);
      if (known.isEmpty()) {
        return List.of();
      }
      units.addAll(List.of(known.get(0)));
    }
    return units.isEmpty() ? List.of() : List.<Unit[]>of(units.toArray(Unit[]::new));
  }
}
