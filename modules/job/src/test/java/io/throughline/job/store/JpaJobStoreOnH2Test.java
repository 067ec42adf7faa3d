package io.throughline.job.store;

import io.throughline.testing.database.TestDatabase;

/** On the embedded database, opened with the options of server.xml. */
class JpaJobStoreOnH2Test extends DatabaseJobStoreTests {

  @Override
  String[] readsInOrder(String index) {
    return inOrder(index);
  }

  static String[] inOrder(String index) {
    return new String[] {"public." + index, "index sorted"};
  }

  @Override
  JobDatabase open() throws Exception {
    return new JobDatabase(TestDatabase.h2("jobs"));
  }
}
