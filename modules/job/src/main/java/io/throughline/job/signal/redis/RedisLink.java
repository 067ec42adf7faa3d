package io.throughline.job.signal.redis;

import io.throughline.telemetry.api.Telemetry;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.logging.Logger;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.executors.DefaultCommandExecutor;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The way to Redis. Nobody waits for it: a command that fails is given up, and until a reader has
 * found Redis again nobody but the readers tries. Says once that Redis is away and once that it is
 * back. Thread-safe.
 */
final class RedisLink implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(RedisLink.class.getName());

  private static final int CONNECT_MILLIS = 500;
  private static final int ANSWER_MILLIS = 500;
  private static final int CONNECTIONS = 8;

  /** Longest silence of a command that blocks: what it waits for and some more. */
  private static final int BLOCKING_ANSWER_MILLIS = Reader.BLOCK_MILLIS + 2000;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final RedisClient client;
  private final AtomicBoolean up = new AtomicBoolean(true);
  private final CountDownLatch closed = new CountDownLatch(1);

  RedisLink(URI uri, Telemetry telemetry) {
    HostAndPort address = JedisURIHelper.getHostAndPort(uri);
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .user(JedisURIHelper.getUser(uri))
            .password(JedisURIHelper.getPassword(uri))
            .database(JedisURIHelper.getDBIndex(uri))
            .sslOptions(JedisURIHelper.isRedisSSLScheme(uri) ? SslOptions.defaults() : null)
            .connectionTimeoutMillis(CONNECT_MILLIS)
            .socketTimeoutMillis(ANSWER_MILLIS)
            .blockingSocketTimeoutMillis(BLOCKING_ANSWER_MILLIS)
            .clientName("throughline")
            .build();
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxWait(Duration.ofMillis(ANSWER_MILLIS));
    PooledConnectionProvider connections = new PooledConnectionProvider(address, config, pool);
    client =
        RedisClient.builder()
            .connectionProvider(connections)
            .clientConfig(config)
            .commandExecutor(
                new TracedCommands(
                    new DefaultCommandExecutor(connections),
                    telemetry,
                    address.getHost(),
                    address.getPort()))
            .build();
  }

  boolean isUp() {
    return up.get();
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Runs a command unless Redis is away; false if it was not run or failed. */
  boolean send(Function<RedisClient, ?> command) {
    return isUp() && attempt(command).isPresent();
  }

  /**
   * Runs a command also while Redis is away: this is how it is found again.
   *
   * @return what the command returned, or empty if it failed
   * @throws JedisDataException if Redis refuses the command
   */
  <T> Optional<T> attempt(Function<RedisClient, T> command) {
    try {
      T result = command.apply(client);
      found();
      return Optional.of(result);
    } catch (JedisDataException e) {
      // Redis is there; whoever sent the command knows what this answer means.
      found();
      throw e;
    } catch (JedisException e) {
      lost(e);
      return Optional.empty();
    }
  }

  /**
   * Waits before another try, longer each time.
   *
   * @param failures in a row so far
   */
  void pause(int failures) throws InterruptedException {
    long millis = FIRST_PAUSE.toMillis() << Math.min(failures, 10);
    closed.await(Math.min(millis, LONGEST_PAUSE.toMillis()), TimeUnit.MILLISECONDS);
  }

  private void found() {
    if (up.compareAndSet(false, true)) {
      LOG.warning("Redis is back: nodes wake each other again");
    }
  }

  private void lost(JedisException e) {
    if (!isClosed() && up.compareAndSet(true, false)) {
      LOG.warning("Redis is away: jobs go on, found by polling the database; " + e.getMessage());
      // Connections of before would each fail once more after Redis has come back.
      client.getPool().clear();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    client.close();
  }
}
