package io.throughline.job.signal.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.control.JobSignal;
import io.throughline.job.control.JobSignalContract;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;

/** Against a real Redis that runs as a process. */
@Timeout(60)
class RedisJobSignalTest implements JobSignalContract {

  private TestRedis redis;
  private JobSignal signal;

  @BeforeEach
  void start() throws IOException {
    redis = new TestRedis();
    signal = redis.node().signal();
  }

  @AfterEach
  void stop() throws IOException {
    redis.close();
  }

  @Override
  public JobSignal signal() {
    return signal;
  }

  @Test
  void aJobAnnouncedOnOneNodeWakesAnother() throws Exception {
    CompletableFuture<Void> other = JobSignalContract.waiting(redis.node().signal());
    signal.announce();
    other.get(30, SECONDS);
  }

  /** Also while the one that was woken still reads. */
  @RepeatedTest(10)
  void oneAnnouncementWakesOneOfTheNodesThatWait() throws Exception {
    CompletableFuture<Void> second = JobSignalContract.waiting(redis.node().signal());
    CompletableFuture<Void> third = JobSignalContract.waiting(redis.node().signal());
    signal.announce();
    CompletableFuture.anyOf(second, third).get(30, SECONDS);
    signal.announce();
    CompletableFuture.allOf(second, third).get(30, SECONDS);
  }

  @Test
  void aNodeThatIsBusyLeavesTheHintToOthers() throws Exception {
    RedisNode busy = redis.node();
    signal.announce();
    JobSignalContract.waiting(redis.node().signal()).get(30, SECONDS);
    assertThat(busy.events().followed()).isEmpty();
  }

  @Test
  void hintsOfABusyHourDoNotPileUp() throws Exception {
    for (int i = 0; i < 1000; i++) {
      signal.announce();
    }
    try (RedisClient client = redis.client()) {
      assertThat(client.xlen(RedisJobSignal.STREAM)).isLessThanOrEqualTo(32);
    }
  }

  @Test
  void whileRedisIsAwayAnAnnouncementWakesThisNode() throws Exception {
    redis.stop();
    CompletableFuture<Void> waiting = JobSignalContract.waiting(signal);
    signal.announce();
    waiting.get(30, SECONDS);
  }

  @Test
  void nodesWakeEachOtherAgainWhenRedisIsBackAndEmpty() throws Exception {
    CompletableFuture<Void> other = JobSignalContract.waiting(redis.node().signal());
    redis.stop();
    redis.start();
    while (!other.isDone()) {
      signal.announce();
      Thread.onSpinWait();
    }
    other.get();
  }

  @Test
  void emptyingRedisDoesNoHarm() throws Exception {
    JobSignal other = redis.node().signal();
    signal.announce();
    JobSignalContract.waiting(other).get(30, SECONDS);
    try (RedisClient client = redis.client()) {
      client.flushAll();
    }
    CompletableFuture<Void> waiting = JobSignalContract.waiting(other);
    signal.announce();
    waiting.get(30, SECONDS);
  }
}
