package io.throughline.search.store;

import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.DocumentStoreContract;
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
abstract class DatabaseDocumentStoreTests implements DocumentStoreContract {

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
    database.clear();
  }

  @Override
  public DocumentStore documents() {
    return database.documents();
  }
}
