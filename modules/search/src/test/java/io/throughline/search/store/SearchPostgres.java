package io.throughline.search.store;

import io.throughline.testing.database.TestPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL, as a process of the tests or with pgvector. */
public final class SearchPostgres implements AutoCloseable {

  /** Names a database with pgvector, where a schema is made and dropped again. */
  static final String WITH_PGVECTOR = "throughline.test.pgvector";

  private final DataSource dataSource;
  private final Closeable end;

  private SearchPostgres(DataSource dataSource, Closeable end) {
    this.dataSource = dataSource;
    this.end = end;
  }

  /** Starts one, or gives the tests up. */
  public static SearchPostgres start() {
    TestPostgres postgres = TestPostgres.start("search");
    return new SearchPostgres(postgres.dataSource(), postgres::close);
  }

  /** Goes to one that has pgvector, or gives the tests up: the bundled programs have it not. */
  public static SearchPostgres withPgvector() throws SQLException {
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
    return new SearchPostgres(inSchema, () -> drop(url, schema));
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
