package io.throughline.upload.api;

import java.util.Optional;

/** The register of received files. Thread-safe. */
public interface Uploads {

  /** Writes a received file down as part of the caller's transaction, which must exist. */
  void register(Upload upload);

  /** A registered file, or empty. */
  Optional<Upload> find(String uploadId);

  /** Removes the file and its row; does nothing if there is none. */
  void delete(String uploadId) throws java.io.IOException;
}
