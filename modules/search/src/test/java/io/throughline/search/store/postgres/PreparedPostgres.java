package io.throughline.search.store.postgres;

import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.PassageIndex;
import io.throughline.search.store.MeasuredIndex;
import io.throughline.search.store.SearchDatabase;
import io.throughline.search.store.SearchPostgres;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A PostgreSQL whose rows are searched, prepared for one model. */
public final class PreparedPostgres implements MeasuredIndex {

  private final PostgresPassageIndex prepared = new PostgresPassageIndex();
  private final SearchPostgres postgres;
  private final SearchDatabase database;

  public PreparedPostgres(SearchPostgres postgres, String model, int dimensions) throws Exception {
    this.postgres = postgres;
    this.database = postgres.database();
    database.inTransaction(em -> on(em).prepare(model, dimensions));
  }

  private PostgresPassageIndex on(EntityManager em) {
    prepared.em = em;
    return prepared;
  }

  SearchDatabase database() {
    return database;
  }

  @Override
  public DocumentStore documents() {
    return database.documents();
  }

  @Override
  public PassageIndex index() {
    return database.transactional(PassageIndex.class, this::on);
  }

  @Override
  public Map<String, Long> disk() {
    return Map.of(
        "rows on disk", size("pg_table_size"), "their indexes on disk", size("pg_indexes_size"));
  }

  private long size(String function) {
    AtomicLong bytes = new AtomicLong();
    database.inTransaction(
        em ->
            bytes.set(
                ((Number)
                        em.createNativeQuery("select " + function + "('search_passage')")
                            .getSingleResult())
                    .longValue()));
    return bytes.get();
  }

  @Override
  public void close() throws IOException {
    database.close();
    postgres.close();
  }
}
