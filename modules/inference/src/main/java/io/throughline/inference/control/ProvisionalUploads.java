package io.throughline.inference.control;

import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Upload;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Received files that stay only if what is done with them goes well. Thread-safe. */
public final class ProvisionalUploads {

  private static final Logger LOG = Logger.getLogger(ProvisionalUploads.class.getName());

  private final ObjectStorage storage;

  public ProvisionalUploads(ObjectStorage storage) {
    this.storage = storage;
  }

  /**
   * Does {@code work}; whatever it throws makes the files go away again.
   *
   * @param stored may still grow while the work is done
   */
  public <T> T keeping(List<Upload> stored, Callable<T> work) throws Exception {
    boolean kept = false;
    try {
      T result = work.call();
      kept = true;
      return result;
    } finally {
      if (!kept) {
        stored.forEach(this::remove);
      }
    }
  }

  private void remove(Upload upload) {
    try {
      storage.delete(upload.storageKey());
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "a refused upload stays behind until the orphan sweep",
          LoggedFailure.of(e));
    }
  }
}
