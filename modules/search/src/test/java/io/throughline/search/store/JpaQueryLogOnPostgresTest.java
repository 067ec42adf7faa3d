package io.throughline.search.store;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;

class JpaQueryLogOnPostgresTest extends DatabaseQueryLogTests {

  private SearchPostgres postgres;

  @Override
  SearchDatabase open() throws Exception {
    postgres = SearchPostgres.start();
    return postgres.database();
  }

  @AfterAll
  void stopPostgres() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }
}
