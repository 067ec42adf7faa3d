package io.throughline.app.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real PostgreSQL as a child process, which can be killed and started again on its data. */
public final class PostgresProcess implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String NAME = "postgres";

  private final Path data;
  private final int port;
  private final EmbeddedPostgres server;
  private List<String> command = List.of();

  /**
   * Starts one with an empty database.
   *
   * @param data where it keeps its files; does not exist yet
   */
  PostgresProcess(Path data) throws IOException {
    this.data = data;
    this.port = LibertyServer.freePort();
    this.server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(port)
            // as an operator's is, or a killed one would lose what it has acknowledged
            .setServerConfig("synchronous_commit", "on")
            .start();
  }

  /** SIGKILL, to the server and to each process that it made for a connection. */
  public void kill() throws IOException {
    ProcessHandle postmaster = postmaster();
    command = commandOf(postmaster);
    List<ProcessHandle> all =
        Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Await.until("PostgreSQL is gone", LIMIT, () -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  private ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /** As it runs, in a user namespace where the tests run as root, as which it does not start. */
  private static List<String> commandOf(ProcessHandle process) {
    List<String> words = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      words.addAll(List.of("unshare", "-U"));
    }
    words.add(process.info().command().orElseThrow());
    process.info().arguments().ifPresent(arguments -> words.addAll(List.of(arguments)));
    return words;
  }

  /** Starts one that was killed on what it kept, and waits until it takes connections. */
  public void start() throws IOException {
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    Await.until("PostgreSQL takes connections", LIMIT, this::takesConnections);
  }

  private boolean takesConnections() {
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
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
