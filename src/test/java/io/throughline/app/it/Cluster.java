package io.throughline.app.it;

import io.throughline.app.it.engine.EngineJar;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.RedisServer;

/** What nodes share, each a real server of its own, and the nodes. */
final class Cluster implements AutoCloseable {

  /** Short, so that tests need not wait long until a dead node's jobs are taken over. */
  private static final String LEASE = "PT6S";

  private final EmbeddedPostgres postgres;
  private final S3Process s3;
  private final int redisPort;
  private RedisServer redis;
  private final List<LibertyServer> nodes = new ArrayList<>();

  private Cluster(EmbeddedPostgres postgres, S3Process s3) throws IOException {
    this.postgres = postgres;
    this.s3 = s3;
    try (ServerSocket socket = new ServerSocket(0)) {
      redisPort = socket.getLocalPort();
    }
    startRedis();
  }

  void startRedis() throws IOException {
    redis = RedisServer.newRedisServer().port(redisPort).setting("bind 127.0.0.1").build();
    redis.start();
  }

  void stopRedis() throws IOException {
    redis.stop();
  }

  /**
   * Starts what nodes share.
   *
   * @param directory an empty one
   */
  static Cluster start(Path directory) throws IOException {
    return new Cluster(EmbeddedPostgres.start(), S3Process.start(directory.resolve("s3")));
  }

  /** For good. */
  void stopS3() {
    s3.close();
  }

  /** For good. */
  void stopPostgres() throws IOException {
    postgres.close();
  }

  /** Lays out a node without starting it. */
  LibertyServer node(String name) throws IOException {
    LibertyServer node =
        new LibertyServer(name)
            .with("throughline.node.name", name)
            .with("throughline.job.lease", LEASE)
            .with("throughline.job.heartbeat", "PT2S")
            .with("throughline.database.url", postgres.getJdbcUrl("postgres", "postgres"))
            .with("throughline.database.user", "postgres")
            .with("throughline.database.password", "postgres")
            .with("throughline.redis.url", "redis://127.0.0.1:" + redisPort)
            .with("throughline.storage", "s3")
            .with("throughline.s3.endpoint", s3.endpoint().toString())
            .with("throughline.s3.bucket", S3Process.BUCKET)
            .with("throughline.s3.access-key", "access")
            .with("throughline.s3.secret-key", "planted-secret")
            .with("throughline.speech.transcription-engine", "scripted");
    EngineJar.write(
        ServerFiles.built("classes"), node.configuration().resolve("engines/scripted-engine.jar"));
    nodes.add(node);
    return node;
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(LibertyServer::close);
    redis.stop();
    s3.close();
    postgres.close();
  }
}
