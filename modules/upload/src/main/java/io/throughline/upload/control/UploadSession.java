package io.throughline.upload.control;

import java.time.Instant;
import java.util.Optional;

/**
 * An upload that arrives in pieces.
 *
 * @param id server-made identifier
 * @param length bytes of the whole file
 * @param offset bytes that are stored for good, from the file's start
 * @param metadata what the client said about it, as it said it
 * @param expiresAt when it goes away unless more of it arrives
 * @param open false once it was found expired: nothing is added any more
 */
public record UploadSession(
    String id,
    long length,
    long offset,
    Optional<String> metadata,
    Instant expiresAt,
    boolean open) {

  /** True if all of the file is there. */
  public boolean isComplete() {
    return offset == length;
  }

  boolean isExpired(Instant now) {
    return !open || !now.isBefore(expiresAt);
  }

  UploadSession advanced(long to, Instant newExpiry) {
    return new UploadSession(id, length, to, metadata, newExpiry, open);
  }
}
