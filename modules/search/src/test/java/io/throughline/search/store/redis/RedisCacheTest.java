package io.throughline.search.store.redis;

import static io.throughline.search.control.SearchCacheContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.search.control.SearchCache;
import io.throughline.search.control.SearchCacheContract;
import io.throughline.search.control.SettableClock;
import io.throughline.telemetry.api.Telemetry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** Against a real Redis that runs as a process. */
@Timeout(120)
class RedisCacheTest implements SearchCacheContract {

  private static final Duration LONG = Duration.ofHours(1);

  private final SettableClock clock = new SettableClock();
  private int port;
  private RedisServer server;
  private RedisCache cache;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    startServer();
    cache = new RedisCache(uri(), Telemetry.off(), clock);
  }

  private void startServer() throws IOException {
    server =
        RedisServer.newRedisServer()
            .port(port)
            .setting("save \"\"")
            .setting("bind 127.0.0.1")
            .build();
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    cache.close();
    server.stop();
  }

  private URI uri() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  @Override
  public SearchCache cache() {
    return cache;
  }

  /** Redis has no clock to set; its keys can be told to be older. */
  @Override
  public void pass(Duration duration) {
    try (RedisClient redis = RedisClient.create(uri())) {
      for (String key : redis.keys("*")) {
        redis.pexpire(key, redis.pttl(key) - duration.toMillis());
      }
    }
  }

  @Test
  void nodesShareWhatIsCached() {
    try (RedisCache other = new RedisCache(uri(), Telemetry.off(), clock)) {
      cache.put("key", bytes("value"), LONG);

      assertThat(other.get("key")).map(SearchCacheContract::text).contains("value");
    }
  }

  @Test
  void anOutageIsAMissAndOneLineAtItsStartAndOneAtItsEnd() throws IOException {
    try (Lines lines = new Lines()) {
      cache.put("key", bytes("value"), LONG);
      server.stop();
      for (int i = 0; i < 20; i++) {
        assertThat(cache.get("key")).isEmpty();
        cache.put("key", bytes("value"), LONG);
        assertThat(cache.isUp()).isFalse();
        clock.advance(Duration.ofMillis(300));
      }
      startServer();
      clock.advance(Duration.ofSeconds(2));
      cache.put("key", bytes("again"), LONG);

      assertThat(cache.get("key")).map(SearchCacheContract::text).contains("again");
      assertThat(lines.all).hasSize(2);
      assertThat(lines.all.get(0)).startsWith("Redis does not answer");
      assertThat(lines.all.get(1)).startsWith("Redis answers again");
    }
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithoutQuotingIt() {
    URI secret = URI.create("http://user:planted@localhost");

    assertThatThrownBy(() -> new RedisCache(secret, Telemetry.off(), clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("redis://")
        .hasMessageNotContaining("planted");
  }

  private static final class Lines extends Handler implements AutoCloseable {

    private final List<String> all = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(RedisCache.class.getName());

    Lines() {
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().intValue() > 800) {
        all.add(line.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }
}
