package io.throughline.upload.control;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Questions about many registered files at once. Thread-safe. */
public interface UploadRegister {

  /** Those of the object-storage keys that a registered file has; {@code keys} is not empty. */
  Set<String> registered(Collection<String> keys);

  /**
   * Ids of files that were registered before then, in the order of their ids.
   *
   * @param after ids come after this one; empty to begin
   * @param limit most ids
   */
  List<String> registeredBefore(Instant before, String after, int limit);
}
