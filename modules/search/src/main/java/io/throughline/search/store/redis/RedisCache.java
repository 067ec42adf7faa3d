package io.throughline.search.store.redis;

import io.throughline.search.control.SearchCache;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Logger;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * {@link SearchCache} that nodes share. While Redis is away everything is a miss, and for a second
 * after each failure nobody tries: a query must not wait for a cache. Thread-safe.
 */
public final class RedisCache implements SearchCache, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(RedisCache.class.getName());

  private static final int CONNECT_MILLIS = 200;
  private static final int ANSWER_MILLIS = 200;
  private static final int CONNECTIONS = 16;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String CACHING = "sharing search answers between nodes";

  private final RedisClient client;
  private final HostAndPort address;
  private final Telemetry telemetry;
  private final Clock clock;
  private final OutageLog outages;
  private volatile Instant triedAgainAt = Instant.MIN;

  /**
   * Does not wait for Redis; it need not be there.
   *
   * @param uri {@code redis://[user:password@]host:port[/database]}, or {@code rediss:} for TLS
   * @throws IllegalArgumentException if the URI is none of Redis; the message does not quote it
   */
  public RedisCache(URI uri, Telemetry telemetry, Clock clock) {
    if (!JedisURIHelper.isValid(uri)
        || !(JedisURIHelper.isRedisScheme(uri) || JedisURIHelper.isRedisSSLScheme(uri))) {
      throw new IllegalArgumentException("must be redis://host:port or rediss://host:port");
    }
    this.address = JedisURIHelper.getHostAndPort(uri);
    this.telemetry = telemetry;
    this.clock = clock;
    this.outages = new OutageLog(LOG, "Redis", clock);
    this.client = client(uri, address);
  }

  private static RedisClient client(URI uri, HostAndPort address) {
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .user(JedisURIHelper.getUser(uri))
            .password(JedisURIHelper.getPassword(uri))
            .database(JedisURIHelper.getDBIndex(uri))
            .sslOptions(JedisURIHelper.isRedisSSLScheme(uri) ? SslOptions.defaults() : null)
            .connectionTimeoutMillis(CONNECT_MILLIS)
            .socketTimeoutMillis(ANSWER_MILLIS)
            .clientName("throughline-search")
            .build();
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxWait(Duration.ofMillis(ANSWER_MILLIS));
    return RedisClient.builder()
        .connectionProvider(new PooledConnectionProvider(address, config, pool))
        .clientConfig(config)
        .build();
  }

  @Override
  public Optional<byte[]> get(String key) {
    return attempt("GET", redis -> redis.get(bytes(key)));
  }

  @Override
  public void put(String key, byte[] value, Duration time) {
    attempt(
        "SET", redis -> redis.set(bytes(key), value, SetParams.setParams().px(time.toMillis())));
  }

  @Override
  public String kind() {
    return "redis";
  }

  @Override
  public boolean isUp() {
    return attempt("PING", RedisClient::ping).isPresent();
  }

  /** What the command returned; empty if that is nothing, or if it failed. */
  private <T> Optional<T> attempt(String name, Function<RedisClient, T> command) {
    if (clock.instant().isBefore(triedAgainAt)) {
      return Optional.empty();
    }
    SpanSpec spec =
        SpanSpec.client(name)
            .with("db.system.name", "redis")
            .with("db.operation.name", name)
            .with("server.address", address.getHost())
            .with("server.port", address.getPort());
    try {
      T result = telemetry.<T, RuntimeException>inSpan(spec, span -> command.apply(client));
      outages.worked(CACHING);
      return Optional.ofNullable(result);
    } catch (JedisException e) {
      triedAgainAt = clock.instant().plus(PAUSE);
      outages.failed(CACHING, e);
      client.getPool().clear();
      return Optional.empty();
    }
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
