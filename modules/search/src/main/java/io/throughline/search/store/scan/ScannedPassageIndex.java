package io.throughline.search.store.scan;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.VectorScanException;
import io.throughline.search.api.VectorScanner;
import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.DocumentStore.Changes;
import io.throughline.search.control.DocumentStore.Indexable;
import io.throughline.search.control.PassageHit;
import io.throughline.search.control.PassageIndex;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * An index whose nearest vectors are found by comparing all of them on a device: nothing is missed.
 * The vectors follow the database like an index: before a search, what has changed is applied. When
 * the device fails, the index answers, and the vectors are read again after a while. Thread-safe.
 */
public final class ScannedPassageIndex implements PassageIndex {

  private static final String SCANNING = "finding passages on the graphics card";

  /** What a table finds at most; who wants more asks the index. */
  private static final int MOST = 1024;

  /** Passages read at a time; bounds what is in memory. */
  private static final int BATCH = 2_000;

  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  /** Milliseconds; who finds others reading all vectors does not wait for that. */
  private static final long LONGEST_WAIT = 50;

  private static final Scope NOWHERE = new Scope("", "");

  private record Scope(String tenant, String collection) {
    static Scope of(DocumentKey key) {
      return new Scope(key.tenant(), key.collection());
    }
  }

  private final PassageIndex index;
  private final DocumentStore documents;
  private final String model;
  private final VectorScanner scanner;
  private final long idle;
  private final Telemetry telemetry;
  private final OutageLog outages;
  private final LongSupplier nanos;
  private final Lock lock = new ReentrantLock();
  private final Map<Scope, CollectionVectors> collections = new HashMap<>();
  private volatile long announced;
  private long change;
  private long looked;
  private boolean failed;

  /** True if the vectors have to be read from the beginning. */
  private boolean forgotten = true;

  /**
   * @param index finds words, and everything when the device fails
   * @param model whose vectors are compared
   * @param idle how long changes that nobody has announced may go unnoticed
   * @param nanos a clock for durations
   */
  public ScannedPassageIndex(
      PassageIndex index,
      DocumentStore documents,
      String model,
      VectorScanner scanner,
      Duration idle,
      Telemetry telemetry,
      OutageLog outages,
      LongSupplier nanos) {
    this.index = index;
    this.documents = documents;
    this.model = model;
    this.scanner = scanner;
    this.idle = idle.toNanos();
    this.telemetry = telemetry;
    this.outages = outages;
    this.nanos = nanos;
  }

  @Override
  public void changed(long newest) {
    index.changed(newest);
    synchronized (this) {
      announced = Math.max(announced, newest);
    }
  }

  @Override
  public List<PassageHit> nearest(String tenant, String collection, float[] vector, int limit) {
    if (vector.length == 0 || limit == 0) {
      return List.of();
    }
    Scope scope = new Scope(tenant, collection);
    try {
      return limit > MOST || !lock.tryLock(LONGEST_WAIT, TimeUnit.MILLISECONDS)
          ? inIndex(scope, vector, limit)
          : locked(scope, vector, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while vectors are compared");
    }
  }

  private List<PassageHit> inIndex(Scope scope, float[] vector, int limit) {
    return index.nearest(scope.tenant(), scope.collection(), vector, limit);
  }

  private List<PassageHit> locked(Scope scope, float[] vector, int limit)
      throws InterruptedException {
    try {
      return failed && nanos.getAsLong() - looked < PAUSE
          ? inIndex(scope, vector, limit)
          : scanned(scope, vector, limit);
    } finally {
      lock.unlock();
    }
  }

  /** Takes the vectors to the device, which the first search would wait for otherwise. */
  public void prepare() {
    try {
      lock.lockInterruptibly();
      locked(NOWHERE, new float[] {1}, 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<PassageHit> scanned(Scope scope, float[] vector, int limit)
      throws InterruptedException {
    try {
      telemetry.<Void, InterruptedException>untraced(
          span -> {
            catchUp();
            return null;
          });
      CollectionVectors vectors = collections.get(scope);
      List<PassageHit> hits = vectors == null ? List.of() : vectors.nearest(vector, limit);
      failed = false;
      outages.worked(SCANNING);
      return hits;
    } catch (InterruptedException e) {
      forget();
      throw e;
    } catch (VectorScanException e) {
      outages.failed(SCANNING, e);
      forget();
      failed = true;
      looked = nanos.getAsLong();
      return inIndex(scope, vector, limit);
    }
  }

  private void catchUp() throws InterruptedException {
    if (!forgotten && change >= announced && nanos.getAsLong() - looked < idle) {
      return;
    }
    long before;
    do {
      before = change;
      Changes changes = documents.changesAfter(before, BATCH);
      for (DocumentKey key : changes.removed()) {
        remove(key);
      }
      for (Indexable indexable : changes.put()) {
        put(indexable);
      }
      change = changes.upTo();
    } while (change > before);
    forgotten = false;
    looked = nanos.getAsLong();
  }

  private void remove(DocumentKey key) throws InterruptedException {
    CollectionVectors vectors = collections.get(Scope.of(key));
    if (vectors != null) {
      vectors.remove(key);
    }
  }

  private void put(Indexable document) throws InterruptedException {
    List<float[]> vectors = document.embeddings().vectors();
    if (vectors.isEmpty() || document.embeddings().model().filter(model::equals).isEmpty()) {
      remove(document.key());
      return;
    }
    int dimensions = vectors.get(0).length;
    collections
        .computeIfAbsent(
            Scope.of(document.key()), s -> new CollectionVectors(scanner.open(dimensions)))
        .replace(document);
  }

  /** What was half done is read again from the database. */
  private void forget() {
    collections.values().forEach(CollectionVectors::close);
    collections.clear();
    change = 0;
    forgotten = true;
  }

  @Override
  public List<PassageHit> matching(String tenant, String collection, String text, int limit) {
    return index.matching(tenant, collection, text, limit);
  }

  @Override
  public IndexState state() {
    IndexState state = index.state();
    return new IndexState(state.kind(), "exact", state.change(), state.bytes());
  }

  /** Gives the device's memory back; searches go on in the index. */
  public void close() {
    lock.lock();
    try {
      forget();
      failed = true;
      looked = nanos.getAsLong();
    } finally {
      lock.unlock();
    }
  }
}
