package io.throughline.search.control;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentSource;
import io.throughline.search.control.DocumentStore.StoredDocument;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Brings the index up to what it should be, in the background: documents that are missing are
 * fetched from where they come from, those without embeddings of this server's model are embedded.
 * What is right already is left alone, so that it can be asked for at any time. Thread-safe.
 */
public final class Reindex {

  private static final Logger LOG = Logger.getLogger(Reindex.class.getName());
  private static final int BATCH = 20;

  /**
   * How far it is.
   *
   * @param running true while it goes on
   * @param startedAt when it last began; empty if it has not since the server started
   * @param finishedAt when it last came to its end
   * @param added documents that were missing
   * @param embedded documents that were without embeddings of the model
   * @param failed documents that are still missing or without
   */
  public record Progress(
      boolean running,
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt,
      long added,
      long embedded,
      long failed) {

    static Progress none() {
      return new Progress(false, Optional.empty(), Optional.empty(), 0, 0, 0);
    }

    static Progress begunAt(Instant time) {
      return new Progress(true, Optional.of(time), Optional.empty(), 0, 0, 0);
    }

    Progress plus(long moreAdded, long moreEmbedded, long moreFailed) {
      return new Progress(
          running,
          startedAt,
          finishedAt,
          added + moreAdded,
          embedded + moreEmbedded,
          failed + moreFailed);
    }

    Progress endedAt(Instant time) {
      return new Progress(false, startedAt, Optional.of(time), added, embedded, failed);
    }
  }

  private final DocumentStore store;
  private final PassageIndex index;
  private final Embedder embedder;
  private final Documents documents;
  private final Iterable<DocumentSource> sources;
  private final Executor executor;
  private final Telemetry telemetry;
  private final Clock clock;

  /** Changed by the one run only, while there is one. */
  private volatile Progress progress = Progress.none();

  /**
   * @param executor runs it in the background
   */
  public Reindex(
      DocumentStore store,
      PassageIndex index,
      Embedder embedder,
      Documents documents,
      Iterable<DocumentSource> sources,
      Executor executor,
      Telemetry telemetry,
      Clock clock) {
    this.store = store;
    this.index = index;
    this.embedder = embedder;
    this.documents = documents;
    this.sources = sources;
    this.executor = executor;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /** Begins unless it is running; how far it is either way. */
  public synchronized Progress start() {
    if (!progress.running()) {
      progress = Progress.begunAt(clock.instant());
      executor.execute(this::run);
    }
    return progress;
  }

  public Progress progress() {
    return progress;
  }

  private void run() {
    try {
      telemetry.<Void, RuntimeException>inSpan(
          SpanSpec.internal("search.reindex"),
          span -> {
            telemetry.<Void, RuntimeException>untraced(
                quiet -> {
                  addMissing();
                  embedAll();
                  return null;
                });
            span.set("search.documents_count", progress.added() + progress.embedded());
            return null;
          });
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "reindexing ended early; POST /api/admin/search/reindex goes on where it was",
          LoggedFailure.of(e));
    } finally {
      end();
    }
  }

  private void addMissing() {
    for (DocumentSource source : sources) {
      source.forEach(
          (key, document) -> {
            if (store.version(key).isEmpty()) {
              counted(
                  () ->
                      document
                          .get()
                          .ifPresent(
                              missing -> {
                                documents.put(missing);
                                progress = progress.plus(1, 0, 0);
                              }));
            }
          });
    }
  }

  private void embedAll() {
    Optional<String> model = embedder.model();
    Optional<DocumentKey> last = Optional.empty();
    List<StoredDocument> batch = List.of();
    do {
      batch = model.isEmpty() ? List.of() : store.withoutEmbeddings(model.get(), last, BATCH);
      for (StoredDocument document : batch) {
        counted(() -> embed(document));
        last = Optional.of(document.document().key());
      }
    } while (!batch.isEmpty() && !Thread.currentThread().isInterrupted());
  }

  private void embed(StoredDocument stored) {
    Embeddings embeddings = embedder.embed(stored.document().passages());
    if (embeddings.model().isEmpty()) {
      progress = progress.plus(0, 0, 1);
      return;
    }
    store
        .embed(stored.document().key(), stored.version(), embeddings)
        .ifPresent(
            change -> {
              index.changed(change);
              progress = progress.plus(0, 1, 0);
            });
  }

  /** One document that fails does not keep the others from their turn. */
  private void counted(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      progress = progress.plus(0, 0, 1);
      LOG.log(Level.FINE, "a document is not reindexed", LoggedFailure.of(e));
    }
  }

  private synchronized void end() {
    progress = progress.endedAt(clock.instant());
    LOG.info(
        "reindexed: "
            + progress.added()
            + " documents added, "
            + progress.embedded()
            + " embedded, "
            + progress.failed()
            + " failed");
  }
}
