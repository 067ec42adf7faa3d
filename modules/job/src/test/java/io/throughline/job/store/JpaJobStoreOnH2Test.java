package io.throughline.job.store;

import org.h2.jdbcx.JdbcConnectionPool;

/** On the embedded database, opened with the options of server.xml. */
class JpaJobStoreOnH2Test extends DatabaseJobStoreTests {

  static final String OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1";

  @Override
  String[] readsInOrder(String index) {
    return inOrder(index);
  }

  static String[] inOrder(String index) {
    return new String[] {"public." + index, "index sorted"};
  }

  @Override
  JobDatabase open() throws Exception {
    return new JobDatabase(
        JdbcConnectionPool.create("jdbc:h2:mem:jobs" + OPTIONS, "throughline", "throughline"));
  }
}
