package io.throughline.testing.database;

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
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The tables of {@code sql} in a real database, and objects whose every call is a transaction. */
public final class TestDatabase implements AutoCloseable {

  private static final String OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1";

  private final DataSource dataSource;
  private final EntityManagerFactory factory;

  /** Makes the tables in an empty database. */
  public TestDatabase(DataSource dataSource, Class<?>... entities)
      throws IOException, SQLException {
    this.dataSource = dataSource;
    for (Path migration : migrations()) {
      execute(Files.readString(migration));
    }
    PersistenceConfiguration configuration =
        new PersistenceConfiguration("throughline")
            .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
            .sharedCacheMode(SharedCacheMode.NONE)
            .property("jakarta.persistence.nonJtaDataSource", dataSource)
            .property("eclipselink.weaving", "false")
            .property("eclipselink.logging.level", "WARNING");
    List.of(entities).forEach(configuration::managedClass);
    this.factory = configuration.createEntityManagerFactory();
  }

  /** The embedded database, in memory, opened with the options of server.xml. */
  public static DataSource h2(String name) {
    return JdbcConnectionPool.create("jdbc:h2:mem:" + name + OPTIONS, "throughline", "throughline");
  }

  private static List<Path> migrations() throws IOException {
    Path directory = Path.of(System.getProperty("basedir", "."), "../../sql/migrations");
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
    }
  }

  /**
   * An object whose every call is a transaction, which an exception rolls back.
   *
   * @param type an interface
   * @param made makes the object of each call
   */
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

  /** Executes statements in their order, each by itself. */
  public void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** A connection past all transactions; the caller closes it. */
  public Connection connect() throws SQLException {
    return dataSource.getConnection();
  }

  @Override
  public void close() {
    factory.close();
  }
}
