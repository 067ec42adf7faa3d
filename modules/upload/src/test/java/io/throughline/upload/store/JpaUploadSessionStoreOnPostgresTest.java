package io.throughline.upload.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;

/** On a real PostgreSQL, where its bundled programs run. */
class JpaUploadSessionStoreOnPostgresTest extends DatabaseUploadSessionTests {

  private EmbeddedPostgres postgres;

  @Override
  UploadDatabase open() throws Exception {
    try {
      postgres = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
    } catch (IOException | RuntimeException e) {
      Assumptions.abort("PostgreSQL does not start here, so uploads are untested on it: " + e);
    }
    return new UploadDatabase(postgres.getPostgresDatabase());
  }

  @AfterAll
  void stopPostgres() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }
}
