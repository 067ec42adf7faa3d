package io.throughline.job.store;

import io.throughline.testing.database.TestDatabase;
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
    return new JobDatabase(TestDatabase.h2("chatham"));
  }

  @AfterAll
  void leaveZone() {
    zone.close();
  }
}
