package io.throughline.upload.control;

import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.upload.api.ObjectOwner;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.ObjectStorage.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Deletes old objects that their owners do not need, with one batch of keys in memory. When there
 * are many and their owner knows none of them, the server has met another database's storage: then
 * nothing is deleted.
 */
final class OrphanObjects {

  private static final Logger LOG = System.getLogger(OrphanObjects.class.getName());
  private static final int BATCH = 500;

  /** Crashes leave a few orphans between objects that are known; never so many on their own. */
  private static final int MANY = 100;

  private final ObjectStorage storage;
  private final List<ObjectOwner> owners;

  OrphanObjects(ObjectStorage storage, List<ObjectOwner> owners) {
    this.storage = storage;
    this.owners = List.copyOf(owners);
  }

  /**
   * @param before objects that were put since then are kept: their rows may be on the way
   * @return how many were deleted
   */
  int collect(Instant before) throws IOException {
    int deleted = 0;
    for (ObjectOwner owner : owners) {
      try (Stream<StoredObject> objects = storage.list(owner.prefix())) {
        Iterator<String> old =
            objects
                .filter(object -> object.lastModified().isBefore(before))
                .map(StoredObject::key)
                .iterator();
        List<String> first = batch(old);
        if (first.size() >= MANY && owner.needed(first).isEmpty()) {
          LOG.log(
              Level.WARNING,
              "The database knows none of the old objects in {0}: is it the one that belongs to this"
                  + " storage? They are kept; what is really not needed must be deleted by hand",
              owner.prefix());
          continue;
        }
        deleted += collect(owner, first);
        while (old.hasNext()) {
          deleted += collect(owner, batch(old));
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return deleted;
  }

  private static List<String> batch(Iterator<String> keys) {
    List<String> batch = new ArrayList<>();
    while (batch.size() < BATCH && keys.hasNext()) {
      batch.add(keys.next());
    }
    return batch;
  }

  private int collect(ObjectOwner owner, List<String> keys) {
    Set<String> needed = owner.needed(keys);
    int deleted = 0;
    int kept = 0;
    for (String key : keys) {
      if (needed.contains(key)) {
        continue;
      }
      // again: the answer for the batch may be old by now
      if (owner.needed(Set.of(key)).isEmpty()) {
        try {
          storage.delete(key);
          deleted++;
        } catch (IOException | IllegalArgumentException e) {
          kept++;
          LOG.log(Level.DEBUG, "An orphan is not deleted", LoggedFailure.of(e));
        }
      }
    }
    if (kept > 0) {
      LOG.log(
          Level.WARNING,
          "{0} objects without a row cannot be deleted; the next sweep tries again",
          kept);
    }
    return deleted;
  }
}
