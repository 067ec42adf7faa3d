package io.throughline.job.store;

import io.throughline.job.api.JobFilter;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many jobs a filter lets through. A small number is counted each time; a larger one may be
 * five seconds old, so that a page of a large table costs no more than one of a small table.
 * Thread-safe.
 */
final class Totals {

  private static final int KINDS = 1_000;
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final int small;

  private record Counted(long total, Instant at) {}

  private final Map<Matching, Counted> large = new ConcurrentHashMap<>();

  /**
   * @param small up to how many are counted each time
   */
  Totals(int small) {
    this.small = small;
  }

  long of(JobFilter filter, EntityManager em, Clock clock) {
    Matching matching = Matching.of(filter);
    long some = count(em, matching, " limit " + (small + 1));
    if (some <= small) {
      return some;
    }
    Instant now = clock.instant();
    Counted known = large.get(matching);
    if (known == null || known.at().plus(FRESH).isBefore(now)) {
      known = new Counted(count(em, matching, ""), now);
      if (large.size() >= KINDS) {
        large.clear();
      }
      large.put(matching, known);
    }
    return known.total();
  }

  private static long count(EntityManager em, Matching matching, String limit) {
    String rows = "select 1 from job" + matching.where() + limit;
    Query count = em.createNativeQuery("select count(*) from (" + rows + ") as matching");
    return ((Number) matching.bind(count).getSingleResult()).longValue();
  }
}
