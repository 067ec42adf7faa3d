package io.throughline.search.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link SearchCache} promises. */
public interface SearchCacheContract {

  /** An empty cache. */
  SearchCache cache();

  /** Lets that much time pass for the cache. */
  void pass(Duration duration) throws Exception;

  @Test
  default void getShouldReturnWhatWasPut() {
    byte[] value = {0, -1, 127, '\r', '\n'};
    cache().put("key", value, Duration.ofMinutes(1));

    assertThat(cache().get("key")).hasValueSatisfying(v -> assertThat(v).isEqualTo(value));
  }

  @Test
  default void getShouldReturnNothingForAnotherKey() {
    cache().put("key", bytes("value"), Duration.ofMinutes(1));

    assertThat(cache().get("other")).isEmpty();
  }

  @Test
  default void putShouldReplaceWhatWasThere() {
    cache().put("key", bytes("old"), Duration.ofMinutes(1));
    cache().put("key", bytes("new"), Duration.ofMinutes(1));

    assertThat(cache().get("key")).map(SearchCacheContract::text).contains("new");
  }

  @Test
  default void getShouldReturnNothingWhenTheTimeIsOver() throws Exception {
    cache().put("short", bytes("a"), Duration.ofMillis(200));
    cache().put("long", bytes("b"), Duration.ofMinutes(5));
    pass(Duration.ofMillis(201));

    assertThat(cache().get("short")).isEmpty();
    assertThat(cache().get("long")).map(SearchCacheContract::text).contains("b");
  }

  @Test
  default void aCacheThatAnswersShouldSayThatItIsUp() {
    assertThat(cache().isUp()).isTrue();
    assertThat(cache().kind()).isNotBlank();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
