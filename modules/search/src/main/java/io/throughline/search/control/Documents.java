package io.throughline.search.control;

import static java.util.stream.Collectors.toMap;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.Passage;
import io.throughline.search.api.SearchDocument;
import io.throughline.search.api.SearchIndex;
import io.throughline.search.control.DocumentStore.CollectionSummary;
import io.throughline.search.control.DocumentStore.DocumentEntry;
import io.throughline.search.control.DocumentStore.StoredDocument;
import io.throughline.search.control.DocumentStore.Written;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Documents and their index as one thing. Thread-safe. */
public final class Documents implements SearchIndex {

  private final DocumentStore store;
  private final PassageIndex index;
  private final Embedder embedder;
  private final Retrieval retrieval;
  private final IndexMetrics metrics;

  public Documents(
      DocumentStore store,
      PassageIndex index,
      Embedder embedder,
      Retrieval retrieval,
      IndexMetrics metrics) {
    this.store = store;
    this.index = index;
    this.embedder = embedder;
    this.retrieval = retrieval;
    this.metrics = metrics;
  }

  @Override
  public void put(SearchDocument document) {
    write(document);
  }

  /**
   * The same as {@link #put}.
   *
   * @return true if there was no document with this key
   */
  public boolean write(SearchDocument document) {
    long start = System.nanoTime();
    SearchDocument clean = clean(document);
    Written written = store.put(clean, embedder.embed(clean.passages()));
    index.changed(written.change());
    metrics.written(document.kind(), System.nanoTime() - start);
    return written.created();
  }

  private static SearchDocument clean(SearchDocument document) {
    return new SearchDocument(
        document.key(),
        document.kind(),
        document.title().map(PlainText::of),
        document.link(),
        document.metadata().entrySet().stream()
            .collect(toMap(e -> PlainText.of(e.getKey()), e -> PlainText.of(e.getValue()))),
        document.passages().stream()
            .map(passage -> new Passage(PlainText.of(passage.text()).strip(), passage.moment()))
            .filter(passage -> !passage.text().isEmpty())
            .flatMap(PassageSplitter::split)
            .toList());
  }

  @Override
  public boolean remove(DocumentKey key) {
    OptionalLong change = store.remove(key);
    change.ifPresent(index::changed);
    return change.isPresent();
  }

  /** A document with its passages. */
  public Optional<StoredDocument> find(DocumentKey key) {
    return store.find(key);
  }

  /** Documents of a collection without their passages, the last changed first. */
  public List<DocumentEntry> list(String tenant, String collection, int offset, int limit) {
    return store.list(tenant, collection, offset, limit);
  }

  /** What each collection of a tenant has, by name. */
  public List<CollectionSummary> collections(String tenant) {
    return store.collections(tenant);
  }

  /** The best passages of a collection for a question, best first. */
  public List<RankedPassage> query(String tenant, String collection, String question, int topK) {
    String text = PlainText.of(question);
    return retrieval.find(
        new RetrievalQuery(tenant, List.of(collection), text, embedder.embed(text), topK));
  }
}
