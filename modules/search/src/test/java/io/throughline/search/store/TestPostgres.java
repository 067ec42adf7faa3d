package io.throughline.search.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL, where its bundled programs run. */
public final class TestPostgres implements AutoCloseable {

  private final EmbeddedPostgres postgres;

  private TestPostgres(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** Starts one, or gives the tests up. */
  public static TestPostgres start() {
    try {
      return new TestPostgres(
          EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start());
    } catch (IOException | RuntimeException e) {
      return Assumptions.abort("PostgreSQL does not start here, so search on it is untested: " + e);
    }
  }

  public SearchDatabase database() throws Exception {
    return new SearchDatabase(postgres.getPostgresDatabase());
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
