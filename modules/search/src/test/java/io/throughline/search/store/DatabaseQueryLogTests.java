package io.throughline.search.store;

import io.throughline.search.control.QueryLog;
import io.throughline.search.control.QueryLogContract;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** The whole contract, on one database that all tests of a class share. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
abstract class DatabaseQueryLogTests implements QueryLogContract {

  private SearchDatabase database;

  abstract SearchDatabase open() throws Exception;

  @BeforeAll
  void openDatabase() throws Exception {
    database = open();
  }

  @AfterAll
  void closeDatabase() {
    if (database != null) {
      database.close();
    }
  }

  @BeforeEach
  void emptyDatabase() throws SQLException {
    database.execute("delete from search_query");
  }

  @Override
  public QueryLog log() {
    return database.transactional(
        QueryLog.class,
        em -> {
          JpaQueryLog log = new JpaQueryLog();
          log.em = em;
          return log;
        });
  }
}
