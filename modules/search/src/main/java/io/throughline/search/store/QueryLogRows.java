package io.throughline.search.store;

import io.throughline.search.control.QueryLog.Feedback;
import io.throughline.search.control.QueryLog.LoggedQuery;
import io.throughline.search.control.QueryLog.RatedQuery;
import io.throughline.search.control.QueryLog.Statistics;
import java.time.Duration;
import java.util.Optional;

/** Rows of the query log, {@code q}, with those of the feedback, {@code f}. */
final class QueryLogRows {

  static final String COLUMNS =
      "select q.id, q.tenant, q.caller, q.query_hash, q.query_length, q.cached, q.generator,"
          + " q.fallback, q.sources, q.latency_ms, q.created_at, f.positive, f.feedback_text,"
          + " f.created_at";

  static final String SUMS =
      "select count(*), count(distinct q.caller), count(case when q.cached then 1 end), count(case"
          + " when q.fallback then 1 end), count(case when q.sources = 0 then 1 end),"
          + " percentile_cont(0.5) within group (order by q.latency_ms), percentile_cont(0.95)"
          + " within group (order by q.latency_ms), count(case when f.positive then 1 end),"
          + " count(case when not f.positive then 1 end)";

  private QueryLogRows() {}

  static RatedQuery query(Object[] row) {
    LoggedQuery query =
        new LoggedQuery(
            (String) row[0],
            (String) row[1],
            (String) row[2],
            (String) row[3],
            (int) DocumentRows.number(row[4]),
            (Boolean) row[5],
            (String) row[6],
            (Boolean) row[7],
            (int) DocumentRows.number(row[8]),
            Duration.ofNanos(Math.round(decimal(row[9]) * 1e6)),
            DocumentRows.instant(row[10]));
    return new RatedQuery(query, row[11] == null ? Optional.empty() : Optional.of(feedback(row)));
  }

  private static Feedback feedback(Object[] row) {
    return new Feedback(
        (Boolean) row[11], DocumentRows.text(row[12]), DocumentRows.instant(row[13]));
  }

  static Statistics statistics(Object[] row) {
    return new Statistics(
        DocumentRows.number(row[0]),
        DocumentRows.number(row[1]),
        DocumentRows.number(row[2]),
        DocumentRows.number(row[3]),
        DocumentRows.number(row[4]),
        decimal(row[5]),
        decimal(row[6]),
        DocumentRows.number(row[7]),
        DocumentRows.number(row[8]));
  }

  private static double decimal(Object value) {
    return value == null ? 0 : ((Number) value).doubleValue();
  }
}
