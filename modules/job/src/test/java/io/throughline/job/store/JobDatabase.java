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
import io.throughline.testing.database.TestDatabase;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** The stores of jobs on a real database: one transaction a call. */
final class JobDatabase implements AutoCloseable {

  private final TestDatabase database;

  JobDatabase(DataSource dataSource) throws IOException, SQLException {
    database =
        new TestDatabase(dataSource, JobEntity.class, JobAttemptEntity.class, JobStageEntity.class);
  }

  JobStore store(SettableClock clock) {
    Totals totals = new Totals(5);
    return database.transactional(JobStore.class, em -> store(em, clock, totals));
  }

  IdempotencyKeyStore keys() {
    return database.transactional(IdempotencyKeyStore.class, JobDatabase::keys);
  }

  StageOffers offers() {
    return database.transactional(StageOffers.class, JobDatabase::offers);
  }

  private static StageOffers offers(EntityManager em) {
    JpaStageOffers offers = new JpaStageOffers();
    offers.em = em;
    return offers;
  }

  JobReferences references() {
    return database.transactional(JobReferences.class, JobDatabase::references);
  }

  private static JobReferences references(EntityManager em) {
    JpaJobReferences references = new JpaJobReferences();
    references.em = em;
    return references;
  }

  WebhookStore webhooks(SettableClock clock) {
    return database.transactional(WebhookStore.class, em -> webhooks(em, clock));
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

  void clear() throws SQLException {
    database.execute(
        "delete from job", "delete from idempotency_key", "delete from webhook_endpoint");
  }

  /** Moves everything the database waits for this much closer. */
  void pass(Duration duration) throws SQLException {
    String interval = "interval '" + duration.toSeconds() + "' second";
    database.execute(
        "update job set run_after = run_after - "
            + interval
            + ", lease_until = lease_until - "
            + interval
            + ", finished_at = finished_at - "
            + interval);
    database.execute("update job_stage set lease_until = lease_until - " + interval);
    database.execute("update webhook set due_at = due_at - " + interval);
    database.execute("update idempotency_key set created_at = created_at - " + interval);
  }

  /** How the database would run a query with these values for ?1, ?2, ... */
  String plan(String query, String... values) throws SQLException {
    String sql = query;
    for (int i = 0; i < values.length; i++) {
      sql = sql.replace("?" + (i + 1), values[i]);
    }
    StringBuilder plan = new StringBuilder();
    try (Connection connection = database.connect();
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

  @Override
  public void close() {
    database.close();
  }
}
