package io.throughline.job.signal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.job.control.JobSignalContract;
import io.throughline.telemetry.api.Telemetry;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator sees of Redis coming and going. */
@Timeout(60)
class RedisOutageTest {

  private static final class Log extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void anOutageIsOneLineAtItsStartAndOneAtItsEnd() throws Exception {
    Logger logger = Logger.getLogger(RedisLink.class.getName());
    Log log = new Log();
    logger.addHandler(log);
    try (TestRedis redis = new TestRedis()) {
      RedisNode node = redis.node();
      wakesAnother(redis, node);
      redis.stop();
      while (log.lines.isEmpty()) {
        node.signal().announce();
      }
      for (int i = 0; i < 100; i++) {
        node.signal().announce();
      }
      redis.start();
      while (log.lines.size() < 2) {
        Thread.onSpinWait();
      }
      wakesAnother(redis, node);
      assertThat(log.lines).hasSize(2);
      assertThat(log.lines.get(0)).startsWith("Redis is away");
      assertThat(log.lines.get(1)).startsWith("Redis is back");
    } finally {
      logger.removeHandler(log);
    }
  }

  private static void wakesAnother(TestRedis redis, RedisNode node) throws Exception {
    try (RedisNode other = redis.node()) {
      CompletableFuture<Void> waiting = JobSignalContract.waiting(other.signal());
      node.signal().announce();
      waiting.get();
    }
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithoutQuotingIt() {
    URI secret = URI.create("http://user:planted@localhost");
    assertThatThrownBy(() -> new RedisNode(secret, "n", Telemetry.off(), Thread::new))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("redis://")
        .hasMessageNotContaining("planted");
  }
}
