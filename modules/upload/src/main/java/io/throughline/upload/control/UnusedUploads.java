package io.throughline.upload.control;

import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.upload.api.Uploads;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Removes old rows of files that no job works on, with their files. */
final class UnusedUploads {

  private static final Logger LOG = System.getLogger(UnusedUploads.class.getName());
  private static final int BATCH = 500;

  private final UploadRegister register;
  private final Uploads uploads;
  private final Function<Collection<String>, Set<String>> used;

  /**
   * @param used those of some uploads that a job refers to
   */
  UnusedUploads(
      UploadRegister register, Uploads uploads, Function<Collection<String>, Set<String>> used) {
    this.register = register;
    this.uploads = uploads;
    this.used = used;
  }

  /** Removes those registered before then, and says how many. */
  int collect(Instant before) {
    int removed = 0;
    String last = "";
    List<String> ids = register.registeredBefore(before, last, BATCH);
    while (!ids.isEmpty()) {
      removed += collect(ids);
      last = ids.get(ids.size() - 1);
      ids = register.registeredBefore(before, last, BATCH);
    }
    return removed;
  }

  private int collect(List<String> ids) {
    Set<String> needed = used.apply(ids);
    int removed = 0;
    int kept = 0;
    for (String id : ids) {
      // a row and its job come in one transaction, so who has no job now will have none
      if (!needed.contains(id) && used.apply(Set.of(id)).isEmpty()) {
        try {
          uploads.delete(id);
          removed++;
        } catch (IOException e) {
          kept++;
          LOG.log(Level.DEBUG, "An unused upload is not removed", LoggedFailure.of(e));
        }
      }
    }
    if (kept > 0) {
      LOG.log(
          Level.WARNING,
          "{0} uploads without a job cannot be removed now; the next sweep tries again",
          kept);
    }
    return removed;
  }
}
