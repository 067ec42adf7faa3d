package io.throughline.upload.store;

import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.control.UploadSessionStore;
import io.throughline.upload.entity.UploadEntity;
import io.throughline.upload.entity.UploadSessionEntity;
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
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The tables in a real database, and the stores on them: one transaction a call. */
final class UploadDatabase implements AutoCloseable {

  private final DataSource dataSource;
  private final EntityManagerFactory factory;

  UploadDatabase(DataSource dataSource) throws IOException, SQLException {
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
            .managedClass(UploadSessionEntity.class)
            .managedClass(UploadEntity.class)
            .createEntityManagerFactory();
  }

  private static List<Path> migrations() throws IOException {
    Path directory = Path.of(System.getProperty("basedir", "."), "../../sql/migrations");
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
    }
  }

  UploadSessionStore store() {
    return transactional(
        UploadSessionStore.class,
        em -> {
          JpaUploadSessionStore store = new JpaUploadSessionStore();
          store.em = em;
          return store;
        });
  }

  /** What {@code type} of {@link JpaUploads} is asked for. */
  <T> T uploads(Class<T> type, ObjectStorage storage, Clock clock) {
    return transactional(
        type,
        em -> {
          JpaUploads uploads = new JpaUploads();
          uploads.em = em;
          uploads.storage = storage;
          uploads.clock = clock;
          return type.cast(uploads);
        });
  }

  private <T> T transactional(Class<T> type, Function<EntityManager, T> made) {
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

  void clear() throws SQLException {
    execute("delete from upload_session");
    execute("delete from upload");
  }

  private void execute(String sql) throws SQLException {
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
