package io.throughline.search.store;

import io.throughline.search.control.DocumentStore;
import io.throughline.testing.database.TestDatabase;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/** The stores of search on a real database: one transaction a call. */
public final class SearchDatabase implements AutoCloseable {

  private final TestDatabase database;

  public SearchDatabase(DataSource dataSource) throws IOException, SQLException {
    database = new TestDatabase(dataSource);
  }

  /** On the embedded one, in memory. */
  public static SearchDatabase h2(String name) throws IOException, SQLException {
    return new SearchDatabase(TestDatabase.h2(name));
  }

  public DocumentStore documents() {
    return transactional(
        DocumentStore.class,
        em -> {
          JpaDocumentStore store = new JpaDocumentStore();
          store.em = em;
          return store;
        });
  }

  /** An object whose every call is a transaction. */
  public <T> T transactional(Class<T> type, Function<EntityManager, T> made) {
    return database.transactional(type, made);
  }

  public void inTransaction(Consumer<EntityManager> work) {
    transactional(Runnable.class, em -> () -> work.accept(em)).run();
  }

  public void clear() throws SQLException {
    database.execute(
        "delete from search_document", "delete from search_passage", "delete from search_removal");
  }

  public void execute(String sql) throws SQLException {
    database.execute(sql);
  }

  @Override
  public void close() {
    database.close();
  }
}
