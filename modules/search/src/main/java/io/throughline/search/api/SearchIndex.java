package io.throughline.search.api;

/** Makes documents findable. Thread-safe. */
public interface SearchIndex {

  /**
   * Puts a document in place of the one with the same key, if there is one. When this returns the
   * document is on disk and will be found, also after the server was killed. If its passages cannot
   * be embedded now, it is found by its words only until the next reindex.
   */
  void put(SearchDocument document);

  /** Takes a document out; false if there was none. */
  boolean remove(DocumentKey key);
}
