package io.throughline.search.store.postgres;

import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.PassageIndex;
import io.throughline.search.control.PassageIndexContract;
import io.throughline.search.control.Samples;
import io.throughline.search.store.SearchDatabase;
import io.throughline.search.store.SearchPostgres;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** An index in a PostgreSQL, prepared for the model of the samples. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
abstract class PostgresPassageIndexTests implements PassageIndexContract {

  private PreparedPostgres prepared;

  /** The database to be searched. */
  abstract SearchPostgres postgres() throws Exception;

  @BeforeAll
  void start() throws Exception {
    prepared = new PreparedPostgres(postgres(), Samples.MODEL.id(), Samples.MODEL.dimensions());
  }

  @AfterAll
  void stop() throws IOException {
    if (prepared != null) {
      prepared.close();
    }
  }

  @BeforeEach
  void empty() throws SQLException {
    database().clear();
  }

  SearchDatabase database() {
    return prepared.database();
  }

  @Override
  public DocumentStore documents() {
    return prepared.documents();
  }

  @Override
  public PassageIndex index() {
    return prepared.index();
  }
}
