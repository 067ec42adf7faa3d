package io.throughline.search.store.lucene;

import io.throughline.search.control.DocumentStore.ChangePosition;
import io.throughline.search.store.lucene.IndexFiles.Opened;
import io.throughline.search.store.lucene.IndexFollower.Search;
import io.throughline.telemetry.api.LoggedFailure;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;

/** An index that is open: written by one thread, searched by any. */
final class OpenIndex {

  private static final Logger LOG = Logger.getLogger(OpenIndex.class.getName());

  private final IndexFiles files;
  private final ChangePosition database;
  private final Opened opened;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private volatile long change;
  private long committed;

  private OpenIndex(IndexFiles files, ChangePosition database, Opened opened) throws IOException {
    this.files = files;
    this.database = database;
    this.opened = opened;
    this.writer = opened.writer();
    this.searchers = new SearcherManager(writer, null);
    this.change = opened.change();
    this.committed = change;
  }

  static OpenIndex open(IndexFiles files, ChangePosition database) throws IOException {
    return new OpenIndex(files, database, files.open(database));
  }

  /** The newest change that was applied. */
  long change() {
    return change;
  }

  /** How many changes a crash would have to apply again. */
  long uncommitted() {
    return change - committed;
  }

  void reached(long upTo) {
    change = upTo;
  }

  void delete(Term document) throws IOException {
    writer.deleteDocuments(document);
  }

  void replace(Term document, List<Document> passages) throws IOException {
    if (passages.isEmpty()) {
      writer.deleteDocuments(document);
    } else {
      writer.updateDocuments(document, passages);
    }
  }

  void commit() throws IOException {
    writer.setLiveCommitData(files.upTo(change, database).entrySet());
    writer.commit();
    committed = change;
  }

  /** Lets searches find what was applied. */
  void refresh() throws IOException {
    searchers.maybeRefreshBlocking();
  }

  <T> T searching(Search<T> search, T nothing) throws IOException {
    IndexSearcher searcher;
    try {
      searcher = searchers.acquire();
    } catch (AlreadyClosedException e) {
      return nothing;
    }
    try {
      return search.in(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  /** False after an error that a writer does not survive: a full disk, a broken file. */
  boolean isUsable() {
    return writer.isOpen();
  }

  /** True if trying again on the same files is of no use. */
  boolean isBroken() {
    return writer.getTragicException() instanceof CorruptIndexException;
  }

  /** Commits and closes. */
  void close() {
    try {
      if (uncommitted() > 0) {
        commit();
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "the search index is not committed: the next start applies the last changes again",
          LoggedFailure.of(e));
    }
    abandon();
  }

  /** Closes without a commit. */
  void abandon() {
    try (opened;
        searchers) {
      LOG.fine("the search index is closed");
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.FINE, "the search index is not closed cleanly", LoggedFailure.of(e));
    }
  }
}
