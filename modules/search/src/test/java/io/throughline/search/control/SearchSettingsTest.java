package io.throughline.search.control;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SearchSettingsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration KEPT = Duration.ofDays(30);

  @Test
  void zeroMeansNoLimitAndNoCache() {
    assertThatCode(() -> new SearchSettings(0, TIMEOUT, 0, KEPT)).doesNotThrowAnyException();
  }

  @Test
  void aWrongValueNamesItsSetting() {
    assertRefused(() -> new SearchSettings(-1, TIMEOUT, 0, KEPT), "THROUGHLINE_SEARCH_RATE");
    assertRefused(
        () -> new SearchSettings(1, Duration.ofMillis(99), 0, KEPT), "THROUGHLINE_SEARCH_TIMEOUT");
    assertRefused(
        () -> new SearchSettings(1, Duration.ofHours(2), 0, KEPT), "THROUGHLINE_SEARCH_TIMEOUT");
    assertRefused(() -> new SearchSettings(1, TIMEOUT, -1, KEPT), "THROUGHLINE_SEARCH_CACHE_BYTES");
    assertRefused(
        () -> new SearchSettings(1, TIMEOUT, 0, Duration.ofSeconds(1)),
        "THROUGHLINE_SEARCH_LOG_RETENTION");
  }

  private static void assertRefused(Runnable settings, String name) {
    assertThatThrownBy(settings::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name);
  }
}
