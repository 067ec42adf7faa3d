package io.throughline.search.api;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Knows documents that ought to be in the index because of what another module keeps. A reindex
 * asks every source, so that what could not be indexed in its time comes in later. Implementations
 * are CDI beans and thread-safe.
 */
public interface DocumentSource {

  /**
   * Offers every document. Its content is asked for only if it is missing, and may be gone by then.
   */
  void forEach(BiConsumer<DocumentKey, Supplier<Optional<SearchDocument>>> taker);
}
