package io.throughline.upload.store;

import io.throughline.upload.control.UploadSessionContract;
import io.throughline.upload.control.UploadSessionStore;
import java.sql.SQLException;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** The whole contract, on one database that all tests of a class share, in an awkward time zone. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
abstract class DatabaseUploadSessionTests implements UploadSessionContract {

  private final TimeZone usual = TimeZone.getDefault();
  private UploadDatabase database;

  abstract UploadDatabase open() throws Exception;

  @BeforeAll
  void openDatabase() throws Exception {
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
    database = open();
  }

  @AfterAll
  void closeDatabase() {
    TimeZone.setDefault(usual);
    if (database != null) {
      database.close();
    }
  }

  @BeforeEach
  void emptyDatabase() throws SQLException {
    database.clear();
  }

  @Override
  public UploadSessionStore store() {
    return database.store();
  }
}
