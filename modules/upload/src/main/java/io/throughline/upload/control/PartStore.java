package io.throughline.upload.control;

import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.upload.api.ObjectStorage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Supplier;

/** Parts of uploads as objects. Thread-safe. */
final class PartStore {

  private static final Logger LOG = System.getLogger(PartStore.class.getName());

  private final ObjectStorage storage;
  private final Supplier<String> ids;

  PartStore(ObjectStorage storage, Supplier<String> ids) {
    this.storage = storage;
    this.ids = ids;
  }

  /** What the keys of an upload's parts, and of nothing else, start with. */
  static String prefix(String sessionId) {
    return "parts/" + sessionId + "/";
  }

  SessionPart store(String sessionId, long start, InputStream content) throws IOException {
    String key = prefix(sessionId) + ids.get();
    return new SessionPart(start, storage.put(key, content), key);
  }

  /** Deletes parts that belong to no upload after all. */
  void discard(List<SessionPart> parts) {
    for (SessionPart part : parts) {
      try {
        storage.delete(part.storageKey());
      } catch (IOException | RuntimeException e) {
        LOG.log(
            Level.WARNING,
            "A refused piece stays stored until its upload expires",
            LoggedFailure.of(e));
      }
    }
  }
}
