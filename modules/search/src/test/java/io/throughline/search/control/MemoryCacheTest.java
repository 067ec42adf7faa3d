package io.throughline.search.control;

import static io.throughline.search.control.SearchCacheContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryCacheTest implements SearchCacheContract {

  private static final Duration LONG = Duration.ofHours(1);

  private final SettableClock clock = new SettableClock();
  private final MemoryCache cache = new MemoryCache(10_000, clock);

  @Override
  public SearchCache cache() {
    return cache;
  }

  @Override
  public void pass(Duration duration) {
    clock.advance(duration);
  }

  @Test
  void whatWasNotAskedForTheLongestGoesFirst() {
    for (String key : new String[] {"a", "b", "c"}) {
      cache.put(key, new byte[3_000], LONG);
    }
    cache.get("a");
    cache.put("d", new byte[3_000], LONG);

    assertThat(cache.get("b")).isEmpty();
    assertThat(cache.get("a")).isPresent();
    assertThat(cache.get("c")).isPresent();
    assertThat(cache.get("d")).isPresent();
  }

  @Test
  void whatIsLargerThanTheCacheIsNotKept() {
    cache.put("small", bytes("x"), LONG);
    cache.put("large", new byte[10_000], LONG);

    assertThat(cache.get("large")).isEmpty();
    assertThat(cache.get("small")).isPresent();
  }

  @Test
  void whatIsPutManyTimesTakesItsPlaceOnce() {
    for (int i = 0; i < 100; i++) {
      cache.put("same", new byte[5_000], LONG);
    }
    cache.put("other", new byte[4_000], LONG);

    assertThat(cache.get("same")).isPresent();
    assertThat(cache.get("other")).isPresent();
  }

  @Test
  void nobodyCanChangeWhatIsKept() {
    byte[] value = bytes("value");
    cache.put("key", value, LONG);
    value[0] = 'X';
    cache.get("key").orElseThrow()[0] = 'Y';

    assertThat(cache.get("key")).map(SearchCacheContract::text).contains("value");
  }
}
