package io.throughline.search.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.search.store.SearchPostgres;
import org.junit.jupiter.api.Test;

/** On a PostgreSQL as it comes, without pgvector: vectors are compared in plain SQL. */
class PostgresPassageIndexTest extends PostgresPassageIndexTests {

  @Override
  SearchPostgres postgres() {
    return SearchPostgres.start();
  }

  @Test
  void itSaysHowItComparesVectors() {
    assertThat(index().state().vectorSearch()).isEqualTo("exact");
  }
}
