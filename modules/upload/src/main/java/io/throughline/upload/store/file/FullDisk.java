package io.throughline.upload.store.file;

import io.throughline.upload.api.StorageFullException;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Tells a full disk from other failures; the JDK has no type for it, only the system's words. */
final class FullDisk {

  private FullDisk() {}

  /** A {@link StorageFullException} if that is what {@code e} says, else {@code e}. */
  static IOException told(IOException e) {
    String words = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    boolean full =
        words != null
            && (words.contains("No space left on device") || words.contains("Disk quota exceeded"));
    return full ? new StorageFullException("The object store is full: nothing was stored", e) : e;
  }
}
