package io.throughline.search.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.throughline.search.control.QueryLog.Feedback;
import io.throughline.search.control.QueryLog.LoggedQuery;
import io.throughline.search.control.QueryLog.RatedQuery;
import io.throughline.search.control.QueryLog.Statistics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link QueryLog} promises. */
public interface QueryLogContract {

  String TENANT = "tenant";
  Instant NOON = Instant.parse("2026-10-25T01:30:00Z");

  /** An empty log. */
  QueryLog log();

  @Test
  default void listShouldGiveBackWhatWasAddedNewestFirst() {
    LoggedQuery first = query(NOON, "caller", false, 12);
    LoggedQuery second = query(NOON.plusSeconds(1), "caller", true, 0.25);
    log().add(first);
    log().add(second);

    assertThat(log().list(TENANT, 0, 10))
        .extracting(RatedQuery::query)
        .containsExactly(second, first);
    assertThat(log().list(TENANT, 1, 1)).extracting(RatedQuery::query).containsExactly(first);
    assertThat(log().list("other", 0, 10)).isEmpty();
  }

  @Test
  default void rateShouldReplaceWhatWasThoughtBefore() {
    LoggedQuery query = query(NOON, "caller", false, 1);
    log().add(query);
    Feedback second =
        new Feedback(false, Optional.of("wrong \uD83D\uDE00 source"), NOON.plusSeconds(9));

    assertThat(log().rate(TENANT, query.id(), new Feedback(true, Optional.empty(), NOON))).isTrue();
    assertThat(log().rate(TENANT, query.id(), second)).isTrue();

    assertThat(log().rated(TENANT, 0, 10))
        .containsExactly(new RatedQuery(query, Optional.of(second)));
    assertThat(log().list(TENANT, 0, 10)).isEqualTo(log().rated(TENANT, 0, 10));
  }

  @Test
  default void rateShouldKnowNoQueryOfAnotherTenant() {
    LoggedQuery query = query(NOON, "caller", false, 1);
    log().add(query);
    Feedback feedback = new Feedback(true, Optional.empty(), NOON);

    assertThat(log().rate("other", query.id(), feedback)).isFalse();
    assertThat(log().rate(TENANT, UUID.randomUUID().toString(), feedback)).isFalse();
    assertThat(log().rated(TENANT, 0, 10)).isEmpty();
  }

  @Test
  default void statisticsShouldSumWhatHappenedSince() {
    log().add(query(NOON.minusSeconds(1), "early", false, 1000));
    for (int i = 1; i <= 20; i++) {
      log().add(query(NOON.plusSeconds(i), "caller" + i % 3, i % 2 == 0, i));
    }
    String rated = log().list(TENANT, 0, 1).get(0).query().id();
    log().rate(TENANT, rated, new Feedback(false, Optional.empty(), NOON));

    Statistics sums = log().statistics(TENANT, NOON);

    assertThat(sums.queries()).isEqualTo(20);
    assertThat(sums.callers()).isEqualTo(3);
    assertThat(sums.cached()).isEqualTo(10);
    assertThat(sums.fallbacks()).isZero();
    assertThat(sums.withoutSources()).isZero();
    assertThat(sums.medianMillis()).isCloseTo(10.5, within(1e-6));
    assertThat(sums.p95Millis()).isCloseTo(19.05, within(1e-6));
    assertThat(sums.positive()).isZero();
    assertThat(sums.negative()).isEqualTo(1);
  }

  @Test
  default void statisticsOfNothingShouldBeZero() {
    assertThat(log().statistics(TENANT, NOON)).isEqualTo(new Statistics(0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  default void forgetBeforeShouldForgetQueriesWithTheirFeedback() {
    LoggedQuery old = query(NOON, "caller", false, 1);
    LoggedQuery young = query(NOON.plusSeconds(2), "caller", false, 1);
    log().add(old);
    log().add(young);
    log().rate(TENANT, old.id(), new Feedback(true, Optional.of("good"), NOON));

    assertThat(log().forgetBefore(NOON.plusSeconds(2))).isEqualTo(1);

    assertThat(log().list(TENANT, 0, 10)).extracting(RatedQuery::query).containsExactly(young);
    assertThat(log().rated(TENANT, 0, 10)).isEmpty();
  }

  @Test
  default void hashKeyShouldStayTheSame() {
    assertThat(log().hashKey()).hasSize(32).isEqualTo(log().hashKey());
  }

  private static LoggedQuery query(Instant at, String caller, boolean cached, double millis) {
    String hash = "0".repeat(64 - caller.length()) + caller;
    return new LoggedQuery(
        UUID.randomUUID().toString(),
        TENANT,
        hash,
        "a".repeat(64),
        17,
        cached,
        "extractive",
        false,
        3,
        Duration.ofNanos(Math.round(millis * 1e6)),
        at);
  }
}
