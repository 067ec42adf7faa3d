package io.throughline.search.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was asked, without the words: of a query and of a caller there are hashes. Every call is a
 * transaction of its own. Thread-safe.
 */
public interface QueryLog {

  /** Writes down an answered query. */
  void add(LoggedQuery query);

  /**
   * Writes down what a caller thinks of an answer, in place of what was thought before.
   *
   * @return false if there is no such query
   */
  boolean rate(String tenant, String queryId, Feedback feedback);

  /** A page of queries, newest first. */
  List<RatedQuery> list(String tenant, int offset, int limit);

  /** A page of the queries that somebody rated, newest rating first. */
  List<RatedQuery> rated(String tenant, int offset, int limit);

  /** Sums over the queries since {@code since}. */
  Statistics statistics(String tenant, Instant since);

  /**
   * Forgets queries, with their feedback.
   *
   * @return how many
   */
  int forgetBefore(Instant time);

  /** The key of the hashes: made once for a database, the same for all nodes on it. */
  byte[] hashKey();

  /**
   * @param caller hash of who asked
   * @param queryHash hash of the normalized query
   * @param queryLength its characters
   * @param generator what wrote the answer
   * @param fallback true if a language model should have
   * @param sources how many the answer has
   */
  record LoggedQuery(
      String id,
      String tenant,
      String caller,
      String queryHash,
      int queryLength,
      boolean cached,
      String generator,
      boolean fallback,
      int sources,
      Duration latency,
      Instant at) {}

  /**
   * @param positive whether the answer was good
   * @param text what the caller wrote about it
   */
  record Feedback(boolean positive, Optional<String> text, Instant at) {}

  record RatedQuery(LoggedQuery query, Optional<Feedback> feedback) {}

  /**
   * @param callers how many different ones asked
   * @param medianMillis of the latencies; 0 if there are none
   * @param p95Millis of the latencies; 0 if there are none
   */
  record Statistics(
      long queries,
      long callers,
      long cached,
      long fallbacks,
      long withoutSources,
      double medianMillis,
      double p95Millis,
      long positive,
      long negative) {}
}
