package io.throughline.search.store.lucene;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.DocumentStore.Changes;
import io.throughline.search.control.DocumentStore.Indexable;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.search.IndexSearcher;

/**
 * Applies the changes of the database to an index, in their order, on one thread that nobody
 * interrupts: an interrupted write would close the index. What it has not committed when the server
 * dies is in the database and is applied again.
 */
final class IndexFollower {

  private static final String FOLLOWING = "keeping the search index up";

  /** Passages read at a time; bounds what is in memory. */
  private static final int BATCH = 2_000;

  private static final long COMMIT_CHANGES = 5_000;
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  /** A search in an index that does not change meanwhile. */
  interface Search<T> {
    T in(IndexSearcher searcher) throws IOException;
  }

  private final IndexFiles files;
  private final DocumentStore documents;
  private final String model;
  private final Duration idle;
  private final Telemetry telemetry;
  private final OutageLog outages;
  private final Visibility visibility = new Visibility();

  /** Only the loop's thread changes it. */
  private volatile OpenIndex index;

  /** True if the index has to be made again before it is opened. */
  private boolean broken;

  /** True if nobody has asked for anything lately: time to show what others have written. */
  private boolean quiet;

  private long committedNanos = System.nanoTime();

  IndexFollower(
      IndexFiles files,
      DocumentStore documents,
      String model,
      Duration idle,
      Telemetry telemetry,
      OutageLog outages) {
    this.files = files;
    this.documents = documents;
    this.model = model;
    this.idle = idle;
    this.telemetry = telemetry;
    this.outages = outages;
  }

  void loop() {
    visibility.begin();
    try {
      while (!visibility.isClosing()) {
        if (turn()) {
          quiet = !visibility.awaitWork(index.change(), idle);
        } else {
          visibility.pause(idle);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (index != null) {
        index.close();
        index = null;
      }
      visibility.end();
    }
  }

  /** True if it went well; else it is tried again after a pause. */
  private boolean turn() {
    try {
      telemetry.<Void, IOException>untraced(
          span -> {
            catchUp();
            return null;
          });
      outages.worked(FOLLOWING);
      return true;
    } catch (IOException | RuntimeException e) {
      outages.failed(FOLLOWING, e);
      if (index != null && !index.isUsable()) {
        broken = index.isBroken();
        visibility.showNothing();
        index.abandon();
        index = null;
      }
      return false;
    }
  }

  private void catchUp() throws IOException {
    if (index == null) {
      if (broken) {
        files.clear();
        broken = false;
      }
      index = OpenIndex.open(files, documents.position());
      announce(documents.position().last());
    }
    long before;
    do {
      before = index.change();
      apply(documents.changesAfter(before, BATCH));
      commitIfDue();
      if (visibility.isWanted()) {
        show();
      }
    } while (index.change() > before && !visibility.isClosing());
    if (quiet && index.change() > visibility.shown()) {
      show();
    }
  }

  private void apply(Changes changes) throws IOException {
    for (DocumentKey key : changes.removed()) {
      index.delete(PassageFields.document(key));
    }
    for (Indexable indexable : changes.put()) {
      List<Document> passages = PassageFields.documents(indexable, model);
      index.replace(PassageFields.document(indexable.key()), passages);
    }
    index.reached(changes.upTo());
  }

  private void commitIfDue() throws IOException {
    long sinceCommit = System.nanoTime() - committedNanos;
    if (index.uncommitted() >= COMMIT_CHANGES
        || index.uncommitted() > 0 && sinceCommit > COMMIT_INTERVAL.toNanos()) {
      index.commit();
      committedNanos = System.nanoTime();
    }
  }

  private void show() throws IOException {
    index.refresh();
    visibility.show(index.change());
  }

  void announce(long change) {
    visibility.announce(change);
  }

  /**
   * Searches what this node had written when the search began, or what there is after the limit.
   */
  <T> T searching(Duration limit, T nothing, Search<T> search) throws IOException {
    visibility.await(limit);
    OpenIndex current = index;
    return current == null ? nothing : current.searching(search, nothing);
  }

  long visible() {
    return visibility.shown();
  }

  long size() {
    return files.size();
  }

  void close() {
    visibility.close(CLOSE_LIMIT);
  }
}
