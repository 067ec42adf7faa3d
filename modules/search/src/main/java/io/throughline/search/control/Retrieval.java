package io.throughline.search.control;

import java.util.List;
import java.util.Set;

/** Finds passages by meaning and by words, in one ranking. Thread-safe. */
public interface Retrieval {

  /** The collections of a tenant that have documents. */
  Set<String> collections(String tenant);

  /** The best passages, best first, each document's passages apart. */
  List<RankedPassage> find(RetrievalQuery query);
}
