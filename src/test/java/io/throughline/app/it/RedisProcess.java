package io.throughline.app.it;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** A real Redis as a child process, which can be stopped, killed, emptied and started again. */
public final class RedisProcess implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final int port;
  private RedisServer server;
  private List<ProcessHandle> processes = List.of();

  RedisProcess() throws IOException {
    port = LibertyServer.freePort();
    start();
  }

  /** Starts it, empty. */
  public void start() throws IOException {
    List<ProcessHandle> before = ProcessHandle.current().children().toList();
    server = RedisServer.newRedisServer().port(port).setting("bind 127.0.0.1").build();
    server.start();
    processes =
        ProcessHandle.current().children().filter(child -> !before.contains(child)).toList();
  }

  /** SIGKILL. */
  public void kill() throws IOException {
    processes.forEach(ProcessHandle::destroyForcibly);
    Await.until("Redis is gone", LIMIT, () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    server.stop();
  }

  /** Makes it forget everything. */
  public void flush() {
    try (RedisClient client = RedisClient.create("127.0.0.1", port)) {
      client.flushAll();
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    server.stop();
  }
}
