package io.throughline.upload.api;

import java.util.Collection;
import java.util.Set;

/**
 * Knows which objects in the {@link ObjectStorage} are still of use. What the owner of a prefix
 * does not need is an orphan and will be deleted, so an owner that cannot tell must throw.
 * Thread-safe.
 */
public interface ObjectOwner {

  /** What all its keys, and no other owner's, start with. Other objects are left alone. */
  String prefix();

  /**
   * Those of the keys whose objects are needed, or may be once more. Asks the rows, every time.
   *
   * @param keys some that start with the prefix, at least one; not all have to be made by the
   *     server
   */
  Set<String> needed(Collection<String> keys);
}
