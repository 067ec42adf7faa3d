package io.throughline.upload.store;

import io.throughline.testing.database.TestPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;

/** On a real PostgreSQL, where its bundled programs run. */
class JpaUploadSessionStoreOnPostgresTest extends DatabaseUploadSessionTests {

  private TestPostgres postgres;

  @Override
  UploadDatabase open() throws Exception {
    postgres = TestPostgres.start("the store of uploads");
    return new UploadDatabase(postgres.dataSource());
  }

  @AfterAll
  void stopPostgres() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }
}
