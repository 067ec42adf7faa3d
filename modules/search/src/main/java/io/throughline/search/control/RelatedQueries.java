package io.throughline.search.control;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What to ask next: titles of what was found, then pairs of words that come up again in it. Never
 * what others asked: a query may say more about a person than any document does.
 */
final class RelatedQueries {

  private static final int MOST = 5;
  private static final int LONGEST = 100;

  private RelatedQueries() {}

  static List<String> of(NormalizedQuery query, List<RankedPassage> found) {
    Set<String> asked = new HashSet<>(Words.of(query.text()));
    Set<String> seen = new HashSet<>(Set.of(query.folded()));
    List<String> related = new ArrayList<>();
    Stream.concat(
            found.stream().flatMap(p -> p.title().stream()).map(String::strip),
            pairs(found).filter(pair -> !asked.containsAll(List.of(pair.split(" ")))))
        .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
        .filter(text -> seen.add(text.toLowerCase(Locale.ROOT)))
        .limit(MOST)
        .forEach(related::add);
    return related;
  }

  /** Pairs of neighbouring words that at least two passages have, the commonest first. */
  private static Stream<String> pairs(List<RankedPassage> found) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (RankedPassage passage : found) {
      List<String> words = Words.of(passage.passage().text());
      Set<String> here = new LinkedHashSet<>();
      for (int i = 1; i < words.size(); i++) {
        here.add(words.get(i - 1) + " " + words.get(i));
      }
      here.forEach(pair -> counts.merge(pair, 1, Integer::sum));
    }
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey);
  }
}
