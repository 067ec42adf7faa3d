package io.throughline.job.api;

import java.util.OptionalLong;

/**
 * What a job that has not ended can expect.
 *
 * @param queuePosition of a pending job that is due: 1 plus the tenant's jobs that go before it by
 *     priority and age. Tenants take turns, and every fourth turn goes to the oldest job, so it may
 *     be served out of this order
 * @param secondsLeft of a running job, by how long jobs of its type took lately for their size;
 *     empty when there were none
 */
public record JobOutlook(OptionalLong queuePosition, OptionalLong secondsLeft) {

  private static final JobOutlook NONE = new JobOutlook(OptionalLong.empty(), OptionalLong.empty());

  /** Nothing to expect, or nothing known. */
  public static JobOutlook none() {
    return NONE;
  }
}
