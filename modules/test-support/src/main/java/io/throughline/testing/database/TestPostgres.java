package io.throughline.testing.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL as a child process, where its bundled programs run. */
public final class TestPostgres implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;

  private TestPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts one, or gives the tests up.
   *
   * @param subject what is untested on it then
   */
  public static TestPostgres start(String subject) {
    try {
      return new TestPostgres(EmbeddedPostgres.builder().setPGStartupWait(LIMIT).start());
    } catch (IOException | RuntimeException e) {
      return Assumptions.abort(
          "PostgreSQL does not start here, so " + subject + " on it is untested: " + e);
    }
  }

  /** Its empty database. */
  public DataSource dataSource() {
    return server.getPostgresDatabase();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
