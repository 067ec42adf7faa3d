package io.throughline.search.control;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The passages that an answer is made of, best first, each text once: source 1 is the first.
 *
 * @param sources what the answer may cite
 */
record AnswerContext(List<RankedPassage> sources) {

  /** What a language model with a small window can read beside the question. */
  private static final int MOST_CHARACTERS = 12_000;

  AnswerContext {
    sources = List.copyOf(sources);
  }

  /**
   * @param topK at most so many sources
   */
  static AnswerContext of(List<RankedPassage> found, int topK) {
    List<RankedPassage> sources = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    int characters = 0;
    for (RankedPassage passage : found) {
      String text = passage.passage().text();
      if (sources.size() == topK) {
        break;
      }
      if (characters + text.length() <= MOST_CHARACTERS
          && texts.add(text.strip().toLowerCase(Locale.ROOT))) {
        sources.add(passage);
        characters += text.length();
      }
    }
    return new AnswerContext(sources);
  }

  List<String> texts() {
    return sources.stream().map(source -> source.passage().text()).toList();
  }
}
