package io.throughline.search.control;

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

  /**
   * Chosen on half of benchmarks/search/questions.tsv, tested on the other; docs/performance.md.
   */
  private static final double K = 1;

  private static final double VECTOR_WEIGHT = 1;
  private static final double WORD_WEIGHT = 1;

  private static final Comparator<PassageHit> BEST_FIRST =
      Comparator.comparingDouble(PassageHit::score).reversed();

  private final PassageIndex index;
  private final DocumentStore documents;

  public FusedRetrieval(PassageIndex index, DocumentStore documents) {
    this.index = index;
    this.documents = documents;
  }

  @Override
  public Set<String> collections(String tenant) {
    return documents.collections(tenant).stream()
        .map(CollectionSummary::name)
        .collect(toUnmodifiableSet());
  }

  @Override
  public List<RankedPassage> find(RetrievalQuery query) {
    List<PassageHit> best = best(query);
    Map<PassageRef, RankedPassage> found =
        documents.passages(best.stream().map(PassageHit::passage).toList());
    return best.stream()
        .filter(hit -> found.containsKey(hit.passage()))
        .map(hit -> withScore(found.get(hit.passage()), hit.score()))
        .toList();
  }

  /** Ranks over all collections: the best of one may be worse than much of another. */
  private List<PassageHit> best(RetrievalQuery query) {
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
    return new ReciprocalRankFusion(K)
        .add(near, VECTOR_WEIGHT).add(worded, WORD_WEIGHT).ranking().stream()
            .filter(
                hit ->
                    taken.merge(collectionOf.get(hit.passage()), 1, Integer::sum) <= query.topK())
            .toList();
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
