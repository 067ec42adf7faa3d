package io.throughline.job.signal.redis;

import io.throughline.job.control.JobSignal;
import io.throughline.job.control.LocalJobSignal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * A stream that all dispatchers read as one consumer group: an announced job wakes one of them. A
 * node reads only while its dispatcher waits, so that hints go to nodes with free workers.
 */
final class RedisJobSignal implements JobSignal, Reader.Read {

  static final String STREAM = "throughline:jobs:due";
  static final String GROUP = "dispatchers";

  /**
   * One name for all: a hint is not acknowledged, so nobody need know who has it, and a name for
   * each start of each node would stay in Redis for ever.
   */
  private static final String CONSUMER = "dispatcher";

  /**
   * Hints kept while every node is busy. Nodes find due jobs without them when they get free, and
   * look in vain once for each hint that is left.
   */
  private static final long KEPT = 32;

  private static final Map<String, String> HINT = Map.of("due", "1");

  private final RedisLink link;
  private final LocalJobSignal here = new LocalJobSignal();

  /** A permit for each dispatcher that waits now; the reader only looks whether there is one. */
  private final Semaphore waiting = new Semaphore(0);

  RedisJobSignal(RedisLink link) {
    this.link = link;
  }

  @Override
  public String system() {
    return "redis";
  }

  @Override
  public void wake() {
    here.wake();
  }

  @Override
  public void announce() {
    if (!sent()) {
      here.wake();
    }
  }

  private boolean sent() {
    try {
      return link.send(
          redis -> redis.xadd(STREAM, XAddParams.xAddParams().maxLen(KEPT).exactTrimming(), HINT));
    } catch (JedisDataException refused) {
      // Memory limit, replica, a key of another kind: a hint that is lost, as in an outage.
      return false;
    }
  }

  @Override
  public void await(Duration timeout) throws InterruptedException {
    waiting.release();
    try {
      here.await(timeout);
    } finally {
      waiting.acquireUninterruptibly();
    }
  }

  /** Waits until the dispatcher waits, then for a hint. */
  @Override
  public boolean once() throws InterruptedException {
    waiting.acquire();
    waiting.release();
    try {
      Optional<List<Map.Entry<String, List<StreamEntry>>>> hints = link.attempt(this::read);
      if (hints.isPresent() && !hints.get().isEmpty()) {
        heard();
      }
      return hints.isPresent();
    } catch (JedisDataException e) {
      if (!isWithoutGroup(e)) {
        throw e;
      }
      // The first start, or somebody emptied Redis, perhaps while this read waited.
      return createGroup();
    }
  }

  private boolean createGroup() {
    try {
      return link.attempt(redis -> redis.xgroupCreate(STREAM, GROUP, new StreamEntryID(), true))
          .isPresent();
    } catch (JedisDataException e) {
      if (String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) {
        // Another node was faster.
        return true;
      }
      throw e;
    }
  }

  /** The dispatcher may have found work while this read waited: then another node gets the hint. */
  private void heard() {
    if (waiting.availablePermits() > 0 || !sent()) {
      here.wake();
    }
  }

  private static boolean isWithoutGroup(JedisDataException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith("NOGROUP") || message.startsWith("UNBLOCKED");
  }

  private List<Map.Entry<String, List<StreamEntry>>> read(RedisClient redis) {
    List<Map.Entry<String, List<StreamEntry>>> entries =
        redis.xreadGroup(
            GROUP,
            CONSUMER,
            XReadGroupParams.xReadGroupParams().count(1).noAck().block(Reader.BLOCK_MILLIS),
            Map.of(STREAM, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
    return entries == null ? List.of() : entries;
  }
}
