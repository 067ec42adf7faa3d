package io.throughline.app.it;

import io.throughline.app.it.engine.EngineJar;
import io.throughline.testing.server.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** What nodes share, each a real server of its own, and the nodes. */
public final class Cluster implements AutoCloseable {

  /** Short, so that tests need not wait long until a dead node's jobs are taken over. */
  private static final String LEASE = "PT6S";

  private final PostgresProcess postgres;
  private final RedisProcess redis;
  private final S3Server s3;
  private final IntUnaryOperator reach;
  private final List<LibertyServer> nodes = new ArrayList<>();

  private Cluster(
      PostgresProcess postgres, RedisProcess redis, S3Server s3, IntUnaryOperator reach) {
    this.postgres = postgres;
    this.redis = redis;
    this.s3 = s3;
    this.reach = reach;
  }

  /**
   * Starts what nodes share.
   *
   * @param directory an empty one
   */
  static Cluster start(Path directory) throws IOException {
    return start(directory, port -> port);
  }

  /**
   * Starts what nodes share.
   *
   * @param directory an empty one
   * @param reach the port at which nodes reach what listens on a port
   */
  public static Cluster start(Path directory, IntUnaryOperator reach) throws IOException {
    return new Cluster(
        new PostgresProcess(directory.resolve("postgres")),
        new RedisProcess(),
        S3Server.start(ServerFiles.built("s3server"), directory.resolve("s3")),
        reach);
  }

  public PostgresProcess postgres() {
    return postgres;
  }

  public RedisProcess redis() {
    return redis;
  }

  public S3Server s3() {
    return s3;
  }

  /** Lays out a node without starting it. */
  public LibertyServer node(String name) throws IOException {
    int s3Port = reach.applyAsInt(s3.endpoint().getPort());
    LibertyServer node =
        new LibertyServer(name)
            .with("throughline.node.name", name)
            .with("throughline.job.lease", LEASE)
            .with("throughline.job.heartbeat", "PT2S")
            .with(
                "throughline.database.url", PostgresProcess.url(reach.applyAsInt(postgres.port())))
            .with("throughline.database.user", "postgres")
            .with("throughline.database.password", "postgres")
            .with("throughline.redis.url", "redis://127.0.0.1:" + reach.applyAsInt(redis.port()))
            .with("throughline.storage", "s3")
            .with("throughline.s3.endpoint", "http://localhost:" + s3Port)
            .with("throughline.s3.bucket", S3Server.BUCKET)
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
    redis.close();
    s3.close();
    postgres.close();
  }
}
