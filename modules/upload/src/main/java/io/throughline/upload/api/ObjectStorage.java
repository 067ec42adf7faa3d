package io.throughline.upload.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Where blobs live: uploaded media and finished results. Objects appear whole or not at all, and
 * are durable when {@link #put} returns. Thread-safe. Every adapter passes ObjectStorageContract.
 *
 * <p>Keys are made by the server, never from user input: {@code [a-z0-9][a-z0-9/_.-]*}, at most 200
 * characters, no empty or dot-only path element.
 */
public interface ObjectStorage {

  /** Short name for spans and logs: {@code file} or {@code s3}. */
  String system();

  /**
   * Stores the bytes of {@code content} until its end under {@code key}, replacing what was there.
   * When reading or writing fails nothing is stored, what was there before is kept, and no
   * temporary bytes stay behind.
   *
   * @return the number of bytes stored
   * @throws StorageFullException if there is no room
   * @throws IOException as thrown by {@code content}, unchanged, or by the store
   */
  long put(String key, InputStream content) throws IOException;

  /**
   * Opens an object.
   *
   * @throws java.nio.file.NoSuchFileException if there is none under {@code key}
   */
  InputStream get(String key) throws IOException;

  /**
   * A local file with the object's bytes, for programs that need a path. Read-only; close it when
   * done (a store of local files hands out the object itself, others a temporary copy).
   *
   * @throws java.nio.file.NoSuchFileException if there is none under {@code key}
   */
  LocalCopy download(String key) throws IOException;

  /** Deletes an object; does nothing if there is none. */
  void delete(String key) throws IOException;

  /** Objects whose key starts with {@code prefix}. Close the stream. */
  Stream<StoredObject> list(String prefix) throws IOException;

  /** An object's bytes as a local file; closing it releases what was made for it. */
  interface LocalCopy extends java.io.Closeable {
    Path path();
  }

  /**
   * An object in the store.
   *
   * @param key its key
   * @param size bytes
   * @param lastModified when it was put
   */
  record StoredObject(String key, long size, Instant lastModified) {}
}
