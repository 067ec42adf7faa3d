package io.throughline.telemetry.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.telemetry.store.TraceQuery;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParametersTest {

  private static final String TIMES =
      "query.startTimeMin=2026-01-02T03:04:05.000000001Z&query.startTimeMax=2026-01-02T04:04:05Z";

  @Test
  void theClassicOnesAreMicrosecondsAndDurations() {
    TraceQuery query =
        given(
                "service=tl&operation=GET /x&start=5&end=7&minDuration=1.5ms&maxDuration=1m2s"
                    + "&limit=3&tag=a:b:c&tags={\"error\":\"true\",\"n\":3}")
            .classic();

    assertThat(query)
        .isEqualTo(
            new TraceQuery(
                "tl",
                "GET /x",
                Map.of("a", "b:c", "error", "true", "n", "3"),
                5_000,
                7_000,
                1_500_000,
                62_000_000_000L,
                3));
  }

  @Test
  void nothingGivenFindsTheNewestHundred() {
    assertThat(given("").classic())
        .isEqualTo(new TraceQuery("", "", Map.of(), 0, Long.MAX_VALUE, 0, Long.MAX_VALUE, 100));
  }

  @Test
  void thoseOfV3AreTimesAndDurations() {
    TraceQuery query =
        given(
                TIMES
                    + "&query.serviceName=tl&query.operation_name=step&query.durationMin=10ms"
                    + "&query.attributes={\"k\":\"v\"}&query.num_traces=7")
            .v3();

    assertThat(query)
        .isEqualTo(
            new TraceQuery(
                "tl",
                "step",
                Map.of("k", "v"),
                1_767_323_045_000_000_001L,
                1_767_326_645_000_000_000L,
                10_000_000,
                Long.MAX_VALUE,
                7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start=yesterday | start",
        "end=1.5 | end",
        "start=99999999999999999999 | start",
        "minDuration=10 | minDuration",
        "minDuration=-1s | minDuration",
        "minDuration=1s1 | minDuration",
        "maxDuration=s | maxDuration",
        "maxDuration=999999999999h | maxDuration",
        "minDuration=2s&maxDuration=1s | maxDuration",
        "limit=0 | limit",
        "limit=many | limit",
        "tag=novalue | tag",
        "tags=[1] | tags",
        "tags={ | tags",
        "tags={\"a\":{}} | tags"
      })
  void whatCannotBeReadIsNamed(String query, String name) {
    assertThatThrownBy(() -> given(query).classic())
        .isInstanceOfSatisfying(
            JaegerRefusal.class, refusal -> assertThat(refusal.status()).isEqualTo(400))
        .hasMessageStartingWith("unable to parse param '" + name + "': ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "query.startTimeMin=2026-01-02T03:04:05Z | query.startTimeMax",
        "query.startTimeMax=2026-01-02T03:04:05Z | query.startTimeMin",
        "query.startTimeMin=x&query.startTimeMax=2026-01-02T03:04:05Z | query.startTimeMin",
        "query.startTimeMin=2026-01-02T03:04:05Z&query.startTimeMax=2026-01-02T03:04:05Z"
            + " | query.startTimeMin",
        "query.startTimeMin=+999999999-01-01T00:00:00Z&query.startTimeMax=x | query.startTimeMin"
      })
  void timesOfV3AreRequiredAndInOrder(String query, String name) {
    assertThatThrownBy(() -> given(query).v3())
        .hasMessageStartingWith("unable to parse param '" + name + "': ");
  }

  @Test
  void aHugeLimitIsCapped() {
    assertThat(given("limit=2000000").classic().limit()).isEqualTo(1500);
  }

  private static QueryParameters given(String query) {
    return new QueryParameters(GivenParameters.of(query));
  }
}
