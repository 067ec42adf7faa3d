package io.throughline.job.api;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What the rows of jobs refer to, for those who keep it. Thread-safe. */
public interface JobReferences {

  /** Those of these uploads that a job has, in whatever state; {@code uploadIds} is not empty. */
  Set<String> uploads(Collection<String> uploadIds);

  /**
   * Those of these results that their job needs: of a completed job the one that was committed, of
   * a cancelled one none, and of any other all, as it may go on from there.
   *
   * @param jobs the job that each result belongs to, by the result's object-storage key; not empty
   */
  Set<String> results(Map<String, String> jobs);
}
