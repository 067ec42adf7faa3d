package io.throughline.search.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.PassageIndex;
import io.throughline.search.control.PassageIndexContract;
import io.throughline.search.control.Samples;
import io.throughline.search.store.SearchDatabase;
import io.throughline.search.store.TestPostgres;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** On a PostgreSQL as tests start it, which says whether it has pgvector. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class PostgresPassageIndexTest implements PassageIndexContract {

  private final PostgresPassageIndex prepared = new PostgresPassageIndex();
  private TestPostgres postgres;
  private SearchDatabase database;

  @BeforeAll
  void start() throws Exception {
    postgres = TestPostgres.start();
    database = postgres.database();
    database.inTransaction(
        em -> {
          prepared.em = em;
          prepared.prepare(Samples.MODEL.id(), Samples.MODEL.dimensions());
        });
  }

  @AfterAll
  void stop() throws IOException {
    if (database != null) {
      database.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @BeforeEach
  void empty() throws SQLException {
    database.clear();
  }

  @Override
  public DocumentStore documents() {
    return database.documents();
  }

  @Override
  public PassageIndex index() {
    return database.transactional(
        PassageIndex.class,
        em -> {
          prepared.em = em;
          return prepared;
        });
  }

  @Test
  void itSaysHowItComparesVectors(TestReporter reporter) {
    String way = index().state().vectorSearch();
    reporter.publishEntry("vectors on this PostgreSQL", way);
    assertThat(way).isIn("exact", "pgvector");
  }
}
