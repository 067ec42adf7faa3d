package io.throughline.upload.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Reads a multipart/form-data request body as it streams in. Thread-safe. */
public interface FormReceiver {

  /**
   * Reads the whole form. Every media part is streamed to object storage while it is hashed,
   * measured and recognised by content; every other part is a small text field. When this throws,
   * nothing it stored is left behind.
   *
   * @param contentType value of the Content-Type header, with the boundary
   * @param contentLength declared body length in bytes, where declared
   * @throws MediaRejectedException if the form or a file is not acceptable
   * @throws StorageFullException if the object store is full
   * @throws IOException if storage failed
   */
  ReceivedForm receive(
      InputStream body, String contentType, OptionalLong contentLength, FormParts parts)
      throws MediaRejectedException, IOException;
}
