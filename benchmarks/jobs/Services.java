import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A PostgreSQL and a Redis until the process ends. Prints their addresses in two lines. */
public final class Services {

  public static void main(String[] args) throws Exception {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "200")
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    RedisServer redis = RedisServer.newRedisServer().port(port).build();
    redis.start();
    System.out.println("jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres");
    System.out.println("redis://localhost:" + port);
    Thread.currentThread().join();
  }
}
