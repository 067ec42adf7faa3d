package io.throughline.job.store;

import io.throughline.job.api.JobReferences;
import io.throughline.job.control.IdempotencyKeyStore;
import io.throughline.job.control.JobStore;
import io.throughline.job.control.SettableClock;
import io.throughline.job.control.StageOffers;
import io.throughline.job.entity.JobAttemptEntity;
import io.throughline.job.entity.JobEntity;
import io.throughline.job.entity.JobStageEntity;
import io.throughline.job.webhook.WebhookStore;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.SharedCacheMode;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The job tables in a real database, and a {@link JpaJobStore} on them: one transaction a call. */
final class JobDatabase implements AutoCloseable {

  private final DataSource dataSource;
  private final EntityManagerFactory factory;

  JobDatabase(DataSource dataSource) throws IOException, SQLException {
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
    List.of(JobEntity.class, JobAttemptEntity.class, JobStageEntity.class)
        .forEach(configuration::managedClass);
    this.factory = configuration.createEntityManagerFactory();
  }

  private static List<Path> migrations() throws IOException {
    Path directory = Path.of(System.getProperty("basedir", "."), "../../sql/migrations");
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
    }
  }

  JobStore store(SettableClock clock) {
    Totals totals = new Totals(5);
    return transactional(JobStore.class, em -> store(em, clock, totals));
  }

  IdempotencyKeyStore keys() {
    return transactional(IdempotencyKeyStore.class, JobDatabase::keys);
  }

  StageOffers offers() {
    return transactional(StageOffers.class, JobDatabase::offers);
  }

  private static StageOffers offers(EntityManager em) {
    JpaStageOffers offers = new JpaStageOffers();
    offers.em = em;
    return offers;
  }

  JobReferences references() {
    return transactional(JobReferences.class, JobDatabase::references);
  }

  private static JobReferences references(EntityManager em) {
    JpaJobReferences references = new JpaJobReferences();
    references.em = em;
    return references;
  }

  private <T> T transactional(Class<T> type, Function<EntityManager, T> made) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> inTransaction(made, method, arguments)));
  }

  WebhookStore webhooks(SettableClock clock) {
    return transactional(WebhookStore.class, em -> webhooks(em, clock));
  }

  private static WebhookStore webhooks(EntityManager em, SettableClock clock) {
    JpaWebhookStore webhooks = new JpaWebhookStore();
    webhooks.em = em;
    webhooks.clock = clock;
    return webhooks;
  }

  private static IdempotencyKeyStore keys(EntityManager em) {
    JpaIdempotencyKeyStore keys = new JpaIdempotencyKeyStore();
    keys.em = em;
    return keys;
  }

  private static JobStore store(EntityManager em, SettableClock clock, Totals totals) {
    JpaJobStore store = new JpaJobStore();
    store.totals = totals;
    store.em = em;
    store.clock = clock;
    return store;
  }

  private Object inTransaction(Function<EntityManager, ?> stores, Method method, Object[] arguments)
      throws Throwable {
    try (EntityManager em = factory.createEntityManager()) {
      Object store = stores.apply(em);
      em.getTransaction().begin();
      try {
        Object result = method.invoke(store, arguments);
        em.getTransaction().commit();
        return result;
      } catch (InvocationTargetException e) {
        em.getTransaction().rollback();
        throw e.getCause();
      }
    }
  }

  void clear() throws SQLException {
    execute("delete from job");
    execute("delete from idempotency_key");
    execute("delete from webhook_endpoint");
  }

  /** Moves everything the database waits for this much closer. */
  void pass(Duration duration) throws SQLException {
    String interval = "interval '" + duration.toSeconds() + "' second";
    execute(
        "update job set run_after = run_after - "
            + interval
            + ", lease_until = lease_until - "
            + interval
            + ", finished_at = finished_at - "
            + interval);
    execute("update job_stage set lease_until = lease_until - " + interval);
    execute("update webhook set due_at = due_at - " + interval);
    execute("update idempotency_key set created_at = created_at - " + interval);
  }

  /** How the database would run a query with these values for ?1, ?2, ... */
  String plan(String query, String... values) throws SQLException {
    String sql = query;
    for (int i = 0; i < values.length; i++) {
      sql = sql.replace("?" + (i + 1), values[i]);
    }
    StringBuilder plan = new StringBuilder();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("analyze");
      try (ResultSet lines = statement.executeQuery("explain " + sql)) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }
    }
    return plan.toString();
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
