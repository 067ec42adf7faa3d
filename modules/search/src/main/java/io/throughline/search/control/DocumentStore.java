package io.throughline.search.control;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.Passage;
import io.throughline.search.api.SearchDocument;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Documents and their passages as rows: the truth from which every index is made. Every call is a
 * transaction of its own, committed when it returns. Changes are numbered in the order in which
 * they become visible. Thread-safe.
 */
public interface DocumentStore {

  /** Writes a document in place of the one with the same key, if there is one. */
  Written put(SearchDocument document, Embeddings embeddings);

  /**
   * Gives a document other embeddings.
   *
   * @param version that the embeddings were made of
   * @return the number of the change; empty if the document is not of that version any more
   */
  OptionalLong embed(DocumentKey key, String version, Embeddings embeddings);

  /**
   * Takes a document out.
   *
   * @return the number of the change; empty if there was none
   */
  OptionalLong remove(DocumentKey key);

  /** Which version of a document there is; empty if there is none. */
  Optional<String> version(DocumentKey key);

  /** A document with its passages. */
  Optional<StoredDocument> find(DocumentKey key);

  /** Documents of a collection without their passages, the last changed first. */
  List<DocumentEntry> list(String tenant, String collection, int offset, int limit);

  /** What each collection of a tenant has, by name. */
  List<CollectionSummary> collections(String tenant);

  /** Those of these passages that are still there, with their documents. */
  Map<PassageRef, RankedPassage> passages(Collection<PassageRef> passages);

  /**
   * What changed after a change, in order: at least one change if there is any, and no more than it
   * takes to have {@code passages} passages.
   */
  Changes changesAfter(long change, int passages);

  /** The newest change, and which database this is. */
  ChangePosition position();

  /** Forgets what was removed before {@code time}; an index older than that must be made again. */
  void forgetRemovals(Instant time);

  /** Some documents whose embeddings are not of {@code model}, after one of them in their order. */
  List<StoredDocument> withoutEmbeddings(String model, Optional<DocumentKey> after, int limit);

  /** How many documents and passages there are, of all tenants. */
  Totals totals(Optional<String> model);

  /**
   * @param created true if there was no document with this key
   */
  record Written(long change, boolean created) {}

  /**
   * @param version changes with every write of its passages
   */
  record StoredDocument(
      SearchDocument document, String version, Instant created, Instant updated) {}

  /** A document without its passages. */
  record DocumentEntry(
      DocumentKey key,
      DocumentKind kind,
      Optional<String> title,
      Optional<String> link,
      Map<String, String> metadata,
      int passages,
      Instant created,
      Instant updated) {}

  record CollectionSummary(String name, long documents, long passages, Instant updated) {}

  /**
   * @param withoutEmbeddings documents whose embeddings are not of the model that was asked for
   */
  record Totals(long documents, long passages, long withoutEmbeddings) {}

  /**
   * @param last the newest change
   * @param forgotten removals up to this change may be forgotten
   * @param epoch the same as long as it is the same database
   */
  record ChangePosition(long last, long forgotten, String epoch) {}

  /**
   * @param upTo the last change that these bring; the one asked for if there is none after it
   */
  record Changes(List<Indexable> put, List<DocumentKey> removed, long upTo) {
    public Changes {
      put = List.copyOf(put);
      removed = List.copyOf(removed);
    }
  }

  /** A version of a document as an index needs it. */
  record Indexable(DocumentKey key, String version, List<Passage> passages, Embeddings embeddings) {
    public Indexable {
      passages = List.copyOf(passages);
    }
  }
}
