package io.throughline.search.control;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An answer in the sources' own words: the few sentences that share most with the question, rare
 * words counting more (inverse document frequency, Spärck Jones 1972), and sentences of better
 * sources counting more. Each is cited.
 */
final class ExtractiveAnswer {

  static final String NOTHING = "Nothing that was indexed answers this question.";

  private static final int SENTENCES = 3;
  private static final int LONGEST_SENTENCE = 400;

  /** A source that is a tenth as good by its rank must share ten times as much. */
  private static final int RANK_OFFSET = 4;

  private record Sentence(String text, Set<String> words, int source, int order, double score) {}

  private ExtractiveAnswer() {}

  static String of(String question, List<String> sources) {
    List<Sentence> sentences = sentences(sources);
    if (sentences.isEmpty()) {
      return NOTHING;
    }
    Map<String, Double> weights = weights(sentences);
    Set<String> asked = new HashSet<>(Words.of(question));
    return sentences.stream()
        .map(sentence -> scored(sentence, asked, weights))
        .sorted(
            Comparator.comparingDouble(Sentence::score)
                .reversed()
                .thenComparingInt(Sentence::order))
        .limit(SENTENCES)
        .filter(best -> best.score() > 0 || best.order() == 0)
        .sorted(Comparator.comparingInt(Sentence::order))
        .map(best -> best.text() + " [" + best.source() + "]")
        .collect(Collectors.joining(" "));
  }

  private static Sentence scored(
      Sentence sentence, Set<String> asked, Map<String, Double> weights) {
    double shared =
        sentence.words().stream()
            .filter(asked::contains)
            .mapToDouble(word -> weights.getOrDefault(word, 0.0))
            .sum();
    double length = Math.sqrt(Math.max(4, sentence.words().size()));
    double score = shared / length / (RANK_OFFSET + sentence.source());
    return new Sentence(
        sentence.text(), sentence.words(), sentence.source(), sentence.order(), score);
  }

  private static Map<String, Double> weights(List<Sentence> sentences) {
    Map<String, Integer> counts = new HashMap<>();
    sentences.forEach(s -> s.words().forEach(word -> counts.merge(word, 1, Integer::sum)));
    return counts.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> Math.log(1 + (double) sentences.size() / e.getValue())));
  }

  private static List<Sentence> sentences(List<String> sources) {
    List<Sentence> sentences = new ArrayList<>();
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
    for (int i = 0; i < sources.size(); i++) {
      String source = sources.get(i);
      breaks.setText(source);
      int start = breaks.first();
      for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
        String text = shortened(source.substring(start, end).strip());
        if (!text.isEmpty()) {
          sentences.add(new Sentence(text, Set.copyOf(Words.of(text)), i + 1, sentences.size(), 0));
        }
      }
    }
    return sentences;
  }

  /** What was spoken has no full stops: a passage of it is one sentence, however long. */
  private static String shortened(String sentence) {
    if (sentence.length() <= LONGEST_SENTENCE) {
      return sentence;
    }
    int blank = sentence.lastIndexOf(' ', LONGEST_SENTENCE);
    int end = blank > 0 ? blank : sentence.offsetByCodePoints(0, LONGEST_SENTENCE / 2);
    return sentence.substring(0, end) + "…";
  }
}
