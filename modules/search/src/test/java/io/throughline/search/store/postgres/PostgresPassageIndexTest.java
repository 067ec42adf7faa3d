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
import org.junit.jupiter.api.Timeout;

/** On a PostgreSQL as it comes, without pgvector: vectors are compared in plain SQL. */
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
          prepared.prepare(Samples.MODEL.id());
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
  void itSaysHowItComparesVectors() {
    assertThat(index().state().vectorSearch()).isEqualTo("exact");
  }
}
