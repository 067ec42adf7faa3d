package io.throughline.search.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL, where its bundled programs run. */
public final class TestPostgres implements AutoCloseable {

  /** Names a database with pgvector, where a schema is made and dropped again. */
  static final String WITH_PGVECTOR = "throughline.test.pgvector";

  private final DataSource dataSource;
  private final Closeable end;

  private TestPostgres(DataSource dataSource, Closeable end) {
    this.dataSource = dataSource;
    this.end = end;
  }

  /** Starts one, or gives the tests up. */
  public static TestPostgres start() {
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
      return new TestPostgres(postgres.getPostgresDatabase(), postgres);
    } catch (IOException | RuntimeException e) {
      return Assumptions.abort("PostgreSQL does not start here, so search on it is untested: " + e);
    }
  }

  /** Goes to one that has pgvector, or gives the tests up: the bundled programs have it not. */
  public static TestPostgres withPgvector() throws SQLException {
    String url = System.getProperty(WITH_PGVECTOR, "");
    Assumptions.assumeFalse(
        url.isEmpty(),
        "search by pgvector is untested here: -D"
            + WITH_PGVECTOR
            + "=jdbc:postgresql://... names one");
    String schema = "throughline_test_" + ProcessHandle.current().pid();
    execute(url, "create schema " + schema);
    PGSimpleDataSource inSchema = new PGSimpleDataSource();
    inSchema.setUrl(url);
    inSchema.setCurrentSchema(schema + ",public");
    return new TestPostgres(inSchema, () -> drop(url, schema));
  }

  private static void drop(String url, String schema) throws IOException {
    try {
      execute(url, "drop schema " + schema + " cascade");
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public SearchDatabase database() throws Exception {
    return new SearchDatabase(dataSource);
  }

  @Override
  public void close() throws IOException {
    end.close();
  }
}
