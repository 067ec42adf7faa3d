package io.throughline.upload.control;

import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.ObjectStorage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Parts of uploads as objects. Thread-safe. */
final class PartStore {

  private static final Logger LOG = System.getLogger(PartStore.class.getName());

  /** What the keys of all parts, and of nothing else, start with. */
  static final String PREFIX = "parts/";

  private final ObjectStorage storage;
  private final Telemetry telemetry;
  private final Supplier<String> ids;

  PartStore(ObjectStorage storage, Telemetry telemetry, Supplier<String> ids) {
    this.storage = storage;
    this.telemetry = telemetry;
    this.ids = ids;
  }

  /** What the keys of an upload's parts, and of nothing else, start with. */
  static String prefix(String sessionId) {
    return PREFIX + sessionId + "/";
  }

  /** The upload that a part's key names. */
  static String sessionId(String key) {
    int end = key.indexOf('/', PREFIX.length());
    return end < 0 ? "" : key.substring(PREFIX.length(), end);
  }

  SessionPart store(String sessionId, long start, InputStream content) throws IOException {
    String key = prefix(sessionId) + ids.get();
    return new SessionPart(start, storage.put(key, content), key);
  }

  /** Deletes parts that belong to no upload after all. */
  void discard(List<SessionPart> parts) {
    try {
      delete(parts.stream().map(SessionPart::storageKey).toList());
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "A refused piece stays stored until its upload expires",
          LoggedFailure.of(e));
    }
  }

  /** Deletes an upload's parts by key, with or without row: a server that died leaves some. */
  void deleteAll(String sessionId) throws IOException {
    try (Stream<StoredObject> parts = storage.list(prefix(sessionId))) {
      delete(parts.map(StoredObject::key).toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** One span: an upload may have hundreds of parts. */
  private void delete(List<String> keys) throws IOException {
    if (keys.isEmpty()) {
      return;
    }
    telemetry.<Void, IOException>inSpan(
        SpanSpec.internal("upload.discard").with("upload.parts", keys.size()),
        span -> telemetry.untraced(none -> deleted(keys)));
  }

  private Void deleted(List<String> keys) throws IOException {
    for (String key : keys) {
      storage.delete(key);
    }
    return null;
  }
}
