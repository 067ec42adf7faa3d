package io.throughline.job.signal.redis;

import io.throughline.telemetry.api.Telemetry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** A real Redis as a child process, which can be killed and started again, and nodes on it. */
final class TestRedis implements AutoCloseable {

  private final int port;
  private final List<RedisNode> nodes = new ArrayList<>();
  private RedisServer server;

  TestRedis() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    start();
  }

  void start() throws IOException {
    server =
        RedisServer.newRedisServer()
            .port(port)
            .setting("save \"\"")
            .setting("bind 127.0.0.1")
            .build();
    server.start();
  }

  void stop() throws IOException {
    server.stop();
  }

  URI uri() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  RedisClient client() {
    return RedisClient.create(uri());
  }

  RedisNode node() {
    return node(Telemetry.off());
  }

  RedisNode node(Telemetry telemetry) {
    RedisNode node =
        new RedisNode(uri(), UUID.randomUUID().toString(), telemetry, TestRedis::daemon);
    nodes.add(node);
    return node;
  }

  private static Thread daemon(Runnable loop) {
    Thread thread = new Thread(loop);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(RedisNode::close);
    server.stop();
  }
}
