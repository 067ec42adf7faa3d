package io.throughline.job.signal.redis;

import io.throughline.job.control.JobEvents;
import io.throughline.job.control.JobSignal;
import io.throughline.telemetry.api.Telemetry;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import redis.clients.jedis.util.JedisURIHelper;

/** This node's side of the streams, with the threads that read them. */
public final class RedisNode implements AutoCloseable {

  private final RedisLink link;
  private final RedisJobSignal signal;
  private final RedisJobEvents events;
  private final List<Thread> threads;

  /**
   * Does not wait for Redis; it need not be there.
   *
   * @param uri {@code redis://[user:password@]host:port[/database]}, or {@code rediss:} for TLS
   * @param node tells this node from the others
   * @param factory makes the three threads that wait for Redis
   * @throws IllegalArgumentException if the URI is none of Redis; the message does not quote it
   */
  public RedisNode(URI uri, String node, Telemetry telemetry, ThreadFactory factory) {
    if (!JedisURIHelper.isValid(uri)
        || !(JedisURIHelper.isRedisScheme(uri) || JedisURIHelper.isRedisSSLScheme(uri))) {
      throw new IllegalArgumentException("must be redis://host:port or rediss://host:port");
    }
    link = new RedisLink(uri, telemetry);
    signal = new RedisJobSignal(link);
    events = new RedisJobEvents(link, node);
    threads =
        List.of(
            named(factory, "throughline-redis-due", new Reader(link, telemetry, signal)),
            named(factory, "throughline-redis-events", new Reader(link, telemetry, events)),
            named(
                factory, "throughline-redis-send", new Reader(link, telemetry, events::sendOnce)));
    threads.forEach(Thread::start);
  }

  private static Thread named(ThreadFactory factory, String name, Runnable loop) {
    Thread thread = factory.newThread(loop);
    thread.setName(name);
    return thread;
  }

  /** Wakes dispatchers on every node. */
  public JobSignal signal() {
    return signal;
  }

  /** Tells listeners on every node. */
  public JobEvents events() {
    return events;
  }

  @Override
  public void close() {
    link.close();
    threads.forEach(Thread::interrupt);
  }
}
