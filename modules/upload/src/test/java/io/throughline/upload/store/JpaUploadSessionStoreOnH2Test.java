package io.throughline.upload.store;

import io.throughline.testing.database.TestDatabase;

/** On the embedded database, opened with the options of server.xml. */
class JpaUploadSessionStoreOnH2Test extends DatabaseUploadSessionTests {

  @Override
  UploadDatabase open() throws Exception {
    return new UploadDatabase(TestDatabase.h2("uploads"));
  }
}
