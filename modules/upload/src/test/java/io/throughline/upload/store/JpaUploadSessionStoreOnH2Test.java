package io.throughline.upload.store;

import org.h2.jdbcx.JdbcConnectionPool;

/** On the embedded database, opened with the options of server.xml. */
class JpaUploadSessionStoreOnH2Test extends DatabaseUploadSessionTests {

  private static final String OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1";

  @Override
  UploadDatabase open() throws Exception {
    return new UploadDatabase(
        JdbcConnectionPool.create("jdbc:h2:mem:uploads" + OPTIONS, "throughline", "throughline"));
  }
}
