package io.throughline.job.store;

import io.throughline.job.api.JobFilter;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

  private final Map<String, Counted> large = new ConcurrentHashMap<>();

  /**
   * @param small up to how many are counted each time
   */
  Totals(int small) {
    this.small = small;
  }

  long of(JobFilter filter, EntityManager em, Clock clock) {
    List<Object> values = new ArrayList<>();
    String matching = "select 1 from job" + where(filter, values);
    long some = count(em, matching + " limit " + (small + 1), values);
    if (some <= small) {
      return some;
    }
    Instant now = clock.instant();
    String kind = matching + values;
    Counted known = large.get(kind);
    if (known == null || known.at().plus(FRESH).isBefore(now)) {
      known = new Counted(count(em, matching, values), now);
      if (large.size() >= KINDS) {
        large.clear();
      }
      large.put(kind, known);
    }
    return known.total();
  }

  private static String where(JobFilter filter, List<Object> values) {
    List<String> conditions = new ArrayList<>();
    if (!filter.types().isEmpty()) {
      values.addAll(filter.types().stream().sorted().toList());
      conditions.add(
          "type in (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")");
    }
    if (filter.state().isPresent()) {
      values.add(filter.state().get().id());
      conditions.add("state = ?");
    }
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  private static long count(EntityManager em, String matching, List<Object> values) {
    Query query = em.createNativeQuery("select count(*) from (" + matching + ") as matching");
    for (int i = 0; i < values.size(); i++) {
      query.setParameter(i + 1, values.get(i));
    }
    return ((Number) query.getSingleResult()).longValue();
  }
}
