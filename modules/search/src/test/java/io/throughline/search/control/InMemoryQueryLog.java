package io.throughline.search.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The naive query log that the others are compared with. */
final class InMemoryQueryLog implements QueryLog {

  private final Map<String, RatedQuery> queries = new ConcurrentHashMap<>();
  RuntimeException failure;

  @Override
  public void add(LoggedQuery query) {
    if (failure != null) {
      throw failure;
    }
    queries.put(query.id(), new RatedQuery(query, Optional.empty()));
  }

  @Override
  public boolean rate(String tenant, String queryId, Feedback feedback) {
    return queries.computeIfPresent(
                queryId,
                (id, rated) ->
                    rated.query().tenant().equals(tenant)
                        ? new RatedQuery(rated.query(), Optional.of(feedback))
                        : rated)
            != null
        && queries.get(queryId).query().tenant().equals(tenant);
  }

  @Override
  public List<RatedQuery> list(String tenant, int offset, int limit) {
    return of(tenant)
        .sorted(
            Comparator.comparing((RatedQuery q) -> q.query().at())
                .reversed()
                .thenComparing(q -> q.query().id()))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public List<RatedQuery> rated(String tenant, int offset, int limit) {
    return of(tenant)
        .filter(q -> q.feedback().isPresent())
        .sorted(
            Comparator.comparing((RatedQuery q) -> q.feedback().orElseThrow().at())
                .reversed()
                .thenComparing(q -> q.query().id()))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public Statistics statistics(String tenant, Instant since) {
    List<RatedQuery> all = of(tenant).filter(q -> !q.query().at().isBefore(since)).toList();
    return new Statistics(
        all.size(),
        all.stream().map(q -> q.query().caller()).distinct().count(),
        count(all, q -> q.query().cached()),
        count(all, q -> q.query().fallback()),
        count(all, q -> q.query().sources() == 0),
        percentile(all, 0.5),
        percentile(all, 0.95),
        count(all, q -> q.feedback().filter(Feedback::positive).isPresent()),
        count(all, q -> q.feedback().filter(f -> !f.positive()).isPresent()));
  }

  /** Between the two nearest, as SQL's {@code percentile_cont}. */
  private static double percentile(List<RatedQuery> all, double share) {
    List<Double> sorted = new ArrayList<>();
    all.stream().map(q -> millis(q.query().latency())).sorted().forEach(sorted::add);
    if (sorted.isEmpty()) {
      return 0;
    }
    double place = share * (sorted.size() - 1);
    int low = (int) place;
    int high = Math.min(low + 1, sorted.size() - 1);
    return sorted.get(low) + (place - low) * (sorted.get(high) - sorted.get(low));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static long count(List<RatedQuery> all, Predicate<RatedQuery> what) {
    return all.stream().filter(what).count();
  }

  private Stream<RatedQuery> of(String tenant) {
    return queries.values().stream().filter(q -> q.query().tenant().equals(tenant));
  }

  @Override
  public int forgetBefore(Instant time) {
    int before = queries.size();
    queries.values().removeIf(q -> q.query().at().isBefore(time));
    return before - queries.size();
  }

  @Override
  public byte[] hashKey() {
    return new byte[32];
  }
}
