package io.throughline.search.store.scan;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.VectorScanner;
import io.throughline.search.api.VectorScanner.Match;
import io.throughline.search.control.DocumentStore.Indexable;
import io.throughline.search.control.PassageHit;
import io.throughline.search.control.PassageRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The vectors of one collection in a table, and which passage each row is. For one thread. */
final class CollectionVectors implements AutoCloseable {

  private final VectorScanner.Table table;
  private final List<PassageRef> passages = new ArrayList<>();
  private final Map<PassageRef, Integer> rows = new HashMap<>();
  private final Map<DocumentKey, List<PassageRef>> documents = new HashMap<>();

  CollectionVectors(VectorScanner.Table table) {
    this.table = table;
  }

  /** Takes a version of a document in place of the one before. */
  void replace(Indexable document) throws InterruptedException {
    remove(document.key());
    table.append(document.embeddings().vectors());
    List<PassageRef> added = new ArrayList<>();
    for (int position = 0; position < document.embeddings().vectors().size(); position++) {
      PassageRef passage = new PassageRef(document.version(), position);
      rows.put(passage, passages.size());
      passages.add(passage);
      added.add(passage);
    }
    documents.put(document.key(), added);
  }

  void remove(DocumentKey key) throws InterruptedException {
    List<PassageRef> removed = documents.remove(key);
    if (removed == null) {
      return;
    }
    for (PassageRef passage : removed) {
      int row = rows.remove(passage);
      table.remove(row);
      PassageRef last = passages.remove(passages.size() - 1);
      if (!last.equals(passage)) {
        passages.set(row, last);
        rows.put(last, row);
      }
    }
  }

  List<PassageHit> nearest(float[] vector, int limit) throws InterruptedException {
    List<PassageHit> hits = new ArrayList<>();
    for (Match match : table.best(vector, limit)) {
      hits.add(new PassageHit(passages.get(match.row()), match.cosine()));
    }
    return hits;
  }

  @Override
  public void close() {
    table.close();
  }
}
