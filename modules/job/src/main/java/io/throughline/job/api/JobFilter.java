package io.throughline.job.api;

import java.util.Optional;
import java.util.Set;

/**
 * Which jobs to list.
 *
 * @param types empty means all
 * @param state empty means all
 * @param offset how many to skip
 * @param limit at most so many, 1 to 100
 */
public record JobFilter(Set<String> types, Optional<JobState> state, int offset, int limit) {

  public JobFilter {
    types = Set.copyOf(types);
    if (offset < 0 || limit < 1 || limit > 100) {
      throw new IllegalArgumentException("offset must be >= 0 and limit 1 to 100");
    }
  }
}
