package io.throughline.search.control;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.throughline.search.control.DocumentStore.CollectionSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** {@link Retrieval} by vectors and by words, fused; what is found is read in one query. */
public final class FusedRetrieval implements Retrieval {

  /** How far down each ranking fusion looks, of each collection. */
  private static final int DEPTH = 50;

  /** What the ranking by vectors counts where the one by words counts 1; docs/performance.md. */
  public static final double VECTOR_WEIGHT = 1;

  private static final Comparator<PassageHit> BEST_FIRST =
      Comparator.comparingDouble(PassageHit::score).reversed();

  private static final Comparator<RankedPassage> BEST_PASSAGE_FIRST =
      Comparator.comparingDouble(RankedPassage::score)
          .reversed()
          .thenComparing(p -> p.document().id())
          .thenComparing(RankedPassage::position);

  private final PassageIndex index;
  private final DocumentStore documents;
  private final double vectorWeight;

  /**
   * @param vectorWeight what the ranking by vectors counts where the one by words counts 1
   */
  public FusedRetrieval(PassageIndex index, DocumentStore documents, double vectorWeight) {
    this.index = index;
    this.documents = documents;
    this.vectorWeight = vectorWeight;
  }

  @Override
  public Set<String> collections(String tenant) {
    return documents.collections(tenant).stream()
        .map(CollectionSummary::name)
        .collect(toUnmodifiableSet());
  }

  @Override
  public List<RankedPassage> find(RetrievalQuery query) {
    Map<PassageRef, Double> scores = best(query);
    return documents.passages(scores.keySet()).entrySet().stream()
        .map(found -> withScore(found.getValue(), scores.get(found.getKey())))
        .sorted(BEST_PASSAGE_FIRST)
        .toList();
  }

  /** Ranks over all collections: the best of one may be worse than much of another. */
  private Map<PassageRef, Double> best(RetrievalQuery query) {
    int depth = Math.max(DEPTH, query.topK());
    Map<PassageRef, String> collectionOf = new HashMap<>();
    List<PassageHit> near = new ArrayList<>();
    List<PassageHit> worded = new ArrayList<>();
    for (String collection : query.collections()) {
      List<PassageHit> nearest = index.nearest(query.tenant(), collection, query.vector(), depth);
      List<PassageHit> matching = index.matching(query.tenant(), collection, query.text(), depth);
      Stream.concat(nearest.stream(), matching.stream())
          .forEach(hit -> collectionOf.put(hit.passage(), collection));
      near.addAll(nearest);
      worded.addAll(matching);
    }
    near.sort(BEST_FIRST);
    worded.sort(BEST_FIRST);
    Map<String, Integer> taken = new HashMap<>();
    return new ReciprocalRankFusion()
        .add(near, vectorWeight).add(worded, 1).ranking().stream()
            .filter(
                hit ->
                    taken.merge(collectionOf.get(hit.passage()), 1, Integer::sum) <= query.topK())
            .collect(toMap(PassageHit::passage, PassageHit::score));
  }

  private static RankedPassage withScore(RankedPassage found, double score) {
    return new RankedPassage(
        found.document(),
        found.kind(),
        found.title(),
        found.link(),
        found.metadata(),
        found.position(),
        found.passage(),
        score);
  }
}
