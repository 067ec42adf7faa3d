package io.throughline.job.store;

import io.throughline.testing.database.TestPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;

/** On a real PostgreSQL, where its bundled programs run, in an awkward time zone. */
class JpaJobStoreOnPostgresTest extends DatabaseJobStoreTests {

  private final AwkwardTimeZone zone = new AwkwardTimeZone();
  private TestPostgres postgres;

  @Override
  JobDatabase open() throws Exception {
    postgres = TestPostgres.start("the job store");
    return new JobDatabase(postgres.dataSource());
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
