package io.throughline.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.JobFilter;
import io.throughline.job.api.JobReferences;
import io.throughline.job.control.IdempotencyKeyContract;
import io.throughline.job.control.IdempotencyKeyStore;
import io.throughline.job.control.JobLeaseContract;
import io.throughline.job.control.JobReferencesContract;
import io.throughline.job.control.JobRetentionContract;
import io.throughline.job.control.JobStageContract;
import io.throughline.job.control.JobStore;
import io.throughline.job.control.SettableClock;
import io.throughline.job.control.StageOfferContract;
import io.throughline.job.control.StageOffers;
import io.throughline.job.webhook.WebhookStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** The whole contract of a job store, on one database that all tests of a class share. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
abstract class DatabaseJobStoreTests
    implements JobLeaseContract,
        JobStageContract,
        StageOfferContract,
        IdempotencyKeyContract,
        JobRetentionContract,
        JobReferencesContract {

  private JobDatabase database;
  private SettableClock clock;
  private JobStore store;

  abstract JobDatabase open() throws Exception;

  /** What the database says of a plan that reads an index in its order and sorts nothing. */
  abstract String[] readsInOrder(String index);

  @BeforeAll
  void openDatabase() throws Exception {
    database = open();
  }

  @AfterAll
  void closeDatabase() {
    if (database != null) {
      database.close();
    }
  }

  @BeforeEach
  void emptyDatabase() throws SQLException {
    database.clear();
    clock = new SettableClock();
    store = database.store(clock);
  }

  @Test
  void aLargeTotalMayBeFiveSecondsOld() {
    JobFilter filter = new JobFilter(Set.of(), Optional.empty(), 0, 3);
    for (int i = 0; i < 6; i++) {
      submitted();
    }
    assertThat(store.list(filter).total()).isEqualTo(6);

    submitted();
    assertThat(store.list(filter).total()).isEqualTo(6);
    clock.advance(Duration.ofSeconds(6));

    assertThat(store.list(filter).total()).isEqualTo(7);
  }

  /** So that a claim takes no longer when ten thousand wait. */
  @Test
  void aClaimReadsNoMoreWaitingJobsThanItNeeds() throws SQLException {
    for (int i = 0; i < 500; i++) {
      submitted();
    }

    assertThat(database.plan(JobClaimWrites.HIGHEST, "'default'", "3", "34"))
        .contains(readsInOrder("job_claim_by_priority"))
        .doesNotContain("Sort");
    assertThat(database.plan(JobClaimWrites.OLDEST, "'default'", "3", "34"))
        .contains(readsInOrder("job_claim_by_age"))
        .doesNotContain("Sort");
  }

  @Override
  public JobStore store() {
    return store;
  }

  @Override
  public StageOffers offers() {
    return database.offers();
  }

  @Override
  public JobReferences references() {
    return database.references();
  }

  @Override
  public IdempotencyKeyStore keys() {
    return database.keys();
  }

  @Override
  public WebhookStore webhooks() {
    return database.webhooks(clock);
  }

  @Override
  public SettableClock clock() {
    return clock;
  }

  @Override
  public void pass(Duration duration) {
    clock.advance(duration);
    try {
      database.pass(duration);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
