package io.throughline.search.store;

import io.throughline.search.control.DocumentStore;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.SharedCacheMode;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The tables in a real database, and the stores on them: one transaction a call. */
public final class SearchDatabase implements AutoCloseable {

  private static final String OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1";

  private final DataSource dataSource;
  private final EntityManagerFactory factory;

  public SearchDatabase(DataSource dataSource) throws IOException, SQLException {
    this.dataSource = dataSource;
    for (Path migration : migrations()) {
      execute(Files.readString(migration));
    }
    this.factory =
        new PersistenceConfiguration("throughline")
            .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
            .sharedCacheMode(SharedCacheMode.NONE)
            .property("jakarta.persistence.nonJtaDataSource", dataSource)
            .property("eclipselink.weaving", "false")
            .property("eclipselink.logging.level", "WARNING")
            .createEntityManagerFactory();
  }

  /** The embedded database, in memory, opened with the options of server.xml. */
  public static SearchDatabase h2(String name) throws IOException, SQLException {
    return new SearchDatabase(
        JdbcConnectionPool.create("jdbc:h2:mem:" + name + OPTIONS, "throughline", "throughline"));
  }

  private static List<Path> migrations() throws IOException {
    Path directory = Path.of(System.getProperty("basedir", "."), "../../sql/migrations");
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
    }
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
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try (EntityManager em = factory.createEntityManager()) {
                em.getTransaction().begin();
                try {
                  Object result = method.invoke(made.apply(em), arguments);
                  em.getTransaction().commit();
                  return result;
                } catch (InvocationTargetException e) {
                  em.getTransaction().rollback();
                  throw e.getCause();
                }
              }
            }));
  }

  public void inTransaction(Consumer<EntityManager> work) {
    transactional(Runnable.class, em -> () -> work.accept(em)).run();
  }

  public void clear() throws SQLException {
    execute("delete from search_document");
    execute("delete from search_passage");
    execute("delete from search_removal");
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    factory.close();
  }
}
