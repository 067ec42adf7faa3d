package io.throughline.app.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A real PostgreSQL as a child process, which can be killed and started again on its data. */
public final class PostgresProcess implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String NAME = "postgres";

  private final Path data;
  private final int port;
  private EmbeddedPostgres server;

  /**
   * Starts one with an empty database.
   *
   * @param data where it keeps its files; does not exist yet
   */
  PostgresProcess(Path data) throws IOException {
    this.data = data;
    this.port = LibertyServer.freePort();
    start();
  }

  /** Starts it on what it kept. */
  public void start() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(port)
            .start();
  }

  /** SIGKILL, to the server and to each process that it made for a connection. */
  public void kill() throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    List<ProcessHandle> all =
        Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Await.until("PostgreSQL is gone", LIMIT, () -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  int port() {
    return port;
  }

  /** A connection of the test's own. */
  public Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  /** The address for somebody who reaches it at {@code port}. */
  static String url(int port) {
    return "jdbc:postgresql://localhost:" + port + "/" + NAME;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
