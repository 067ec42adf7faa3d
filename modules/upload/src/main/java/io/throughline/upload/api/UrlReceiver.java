package io.throughline.upload.api;

import java.io.IOException;
import java.net.URI;

/**
 * Fetches a file from a URL (RFC 3986) that a client named, over HTTP (RFC 9110). The URL is taken
 * as hostile: it cannot be used to reach what only this server can reach. Thread-safe.
 */
public interface UrlReceiver {

  /**
   * Downloads the file, which is recognised, measured, hashed and stored like an uploaded one. When
   * this throws, nothing is left behind. Interrupting the thread ends the download at once.
   *
   * @throws MediaRejectedException with the field {@code url}, if the URL is not allowed, does not
   *     answer with a file, or the file is not acceptable
   * @throws StorageFullException if the object store is full
   * @throws IOException if storage failed
   */
  Upload receive(URI url) throws MediaRejectedException, IOException, InterruptedException;
}
