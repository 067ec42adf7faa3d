package io.throughline.inference.control;

import io.throughline.inference.api.StageEngine;
import io.throughline.telemetry.api.LoggedFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Loaded models, one per engine, kept until the server stops. Whoever needs a model that is being
 * loaded waits for it. Thread-safe.
 */
public final class ModelCache implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ModelCache.class.getName());

  /** Loads a model that is not in the cache. */
  @FunctionalInterface
  interface Loader<M> {
    M load() throws Exception;
  }

  /**
   * A model from the cache.
   *
   * @param warm true if it was there already
   */
  record Entry<M>(M model, boolean warm) {}

  private final Map<StageEngine<?, ?, ?>, AutoCloseable> models = new HashMap<>();
  private final Map<StageEngine<?, ?, ?>, Lock> locks = new HashMap<>();

  /**
   * The engine's model, loaded by {@code loader} if it is not there.
   *
   * @throws InterruptedException if the job is cancelled while somebody else loads the model
   */
  @SuppressWarnings("unchecked") // the value under an engine was made by that engine's load()
  <M extends AutoCloseable> Entry<M> get(StageEngine<?, ?, M> engine, Loader<M> loader)
      throws Exception {
    Lock lock = lock(engine);
    lock.lockInterruptibly();
    try {
      AutoCloseable known = known(engine);
      if (known != null) {
        return new Entry<>((M) known, true);
      }
      M model = loader.load();
      synchronized (models) {
        models.put(engine, model);
      }
      return new Entry<>(model, false);
    } finally {
      lock.unlock();
    }
  }

  private AutoCloseable known(StageEngine<?, ?, ?> engine) {
    synchronized (models) {
      return models.get(engine);
    }
  }

  private Lock lock(StageEngine<?, ?, ?> engine) {
    synchronized (models) {
      return locks.computeIfAbsent(engine, e -> new ReentrantLock());
    }
  }

  /** How many models are loaded. */
  int size() {
    synchronized (models) {
      return models.size();
    }
  }

  @Override
  public void close() {
    synchronized (models) {
      for (AutoCloseable model : models.values()) {
        try {
          model.close();
        } catch (Exception e) {
          LOG.log(
              Level.WARNING,
              "a model did not close; its memory is freed with the server",
              LoggedFailure.of(e));
        }
      }
      models.clear();
    }
  }
}
