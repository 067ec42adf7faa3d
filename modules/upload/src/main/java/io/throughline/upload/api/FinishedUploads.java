package io.throughline.upload.api;

import java.io.IOException;

/** Uploads that arrived in pieces and are complete. Thread-safe. */
public interface FinishedUploads {

  /**
   * Makes a file of a complete upload; it is recognised, measured, hashed and stored like one that
   * came in a form. The upload itself stays until it expires, so this may be called again. When
   * this throws, nothing is left behind.
   *
   * @param id as in the upload's address
   * @throws MediaRejectedException with the field {@code upload_id}, if there is no such upload, it
   *     is not complete, or what came is not acceptable
   * @throws StorageFullException if the object store is full
   * @throws IOException if storage failed
   */
  Upload receive(String id) throws MediaRejectedException, IOException;
}
