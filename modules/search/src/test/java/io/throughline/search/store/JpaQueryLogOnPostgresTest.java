package io.throughline.search.store;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;

class JpaQueryLogOnPostgresTest extends DatabaseQueryLogTests {

  private TestPostgres postgres;

  @Override
  SearchDatabase open() throws Exception {
    postgres = TestPostgres.start();
    return postgres.database();
  }

  @AfterAll
  void stopPostgres() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }
}
