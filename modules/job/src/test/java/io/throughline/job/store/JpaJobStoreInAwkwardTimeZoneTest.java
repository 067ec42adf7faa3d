package io.throughline.job.store;

import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

/** Times stay what they are wherever the server stands. */
class JpaJobStoreInAwkwardTimeZoneTest extends DatabaseJobStoreTests {

  private AwkwardTimeZone zone;

  @Override
  String[] readsInOrder(String index) {
    return JpaJobStoreOnH2Test.inOrder(index);
  }

  @Override
  JobDatabase open() throws Exception {
    zone = new AwkwardTimeZone();
    return new JobDatabase(
        JdbcConnectionPool.create(
            "jdbc:h2:mem:chatham" + JpaJobStoreOnH2Test.OPTIONS, "throughline", "throughline"));
  }

  @AfterAll
  void leaveZone() {
    zone.close();
  }
}
