package io.throughline.job.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;

/** On a real PostgreSQL, where its bundled programs run, in an awkward time zone. */
class JpaJobStoreOnPostgresTest extends DatabaseJobStoreTests {

  private final AwkwardTimeZone zone = new AwkwardTimeZone();
  private EmbeddedPostgres postgres;

  @Override
  JobDatabase open() throws Exception {
    try {
      postgres = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
    } catch (IOException | RuntimeException e) {
      Assumptions.abort("PostgreSQL does not start here, so its job store is untested: " + e);
    }
    return new JobDatabase(postgres.getPostgresDatabase());
  }

  @Override
  String[] readsInOrder(String index) {
    return new String[] {"Index Scan using " + index};
  }

  @AfterAll
  void stopPostgres() throws IOException {
    zone.close();
    if (postgres != null) {
      postgres.close();
    }
  }
}
