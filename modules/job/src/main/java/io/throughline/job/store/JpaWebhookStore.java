package io.throughline.job.store;

import io.throughline.job.api.JobIds;
import io.throughline.job.api.WebhookStatus;
import io.throughline.job.entity.JobAttemptEntity;
import io.throughline.job.entity.JobEntity;
import io.throughline.job.webhook.Endpoint;
import io.throughline.job.webhook.WebhookStore;
import io.throughline.telemetry.api.TraceCarrier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@link WebhookStore} on H2 and PostgreSQL. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaWebhookStore implements WebhookStore {

  private static final String ENDED = "('completed', 'failed', 'cancelled', 'dead')";

  /** The number of attempts tells whether a later one has it. */
  private static final String HELD =
      " where job_id = ?1 and message_id = ?2 and attempts = ?3 and state = 'pending'";

  private static final String ENDPOINT = " where tenant = ?1 and endpoint = ?2";

  @PersistenceContext(unitName = "throughline")
  EntityManager em;

  @Inject Clock clock;

  @Override
  @Transactional(TxType.MANDATORY)
  public void add(String jobId, String tenant, Endpoint endpoint) {
    em.createNativeQuery(
            "insert into webhook (job_id, message_id, tenant, url, endpoint, state, attempts,"
                + " due_at) values (?1, ?2, ?3, ?4, ?5, 'pending', 0, current_timestamp)")
        .setParameter(1, jobId)
        .setParameter(2, newMessageId(clock))
        .setParameter(3, tenant)
        .setParameter(4, endpoint.url())
        .setParameter(5, endpoint.digest())
        .executeUpdate();
  }

  /** A job that was redriven will end again, which is another message. */
  static void redriven(EntityManager em, Clock clock, String jobId) {
    em.createNativeQuery(
            "update webhook set message_id = ?2, state = 'pending', attempts = 0, last_status ="
                + " null, due_at = current_timestamp where job_id = ?1")
        .setParameter(1, jobId)
        .setParameter(2, newMessageId(clock))
        .executeUpdate();
  }

  /** Without dots: they separate what is signed. */
  private static String newMessageId(Clock clock) {
    return "msg_" + JobIds.next(clock).replace("-", "");
  }

  @Override
  public Optional<WebhookStatus> find(String jobId) {
    List<?> rows =
        em.createNativeQuery(
                "select w.state, w.attempts, w.last_status, w.due_at, j.state from webhook w join"
                    + " job j on j.id = w.job_id where w.job_id = ?1")
            .setParameter(1, jobId)
            .getResultList();
    return rows.stream().map(row -> status((Object[]) row)).findFirst();
  }

  private static WebhookStatus status(Object[] row) {
    boolean due = row[0].equals("pending") && ENDED.contains("'" + row[4] + "'");
    return new WebhookStatus(
        (String) row[0],
        (Integer) row[1],
        row[2] == null ? OptionalInt.empty() : OptionalInt.of((Integer) row[2]),
        due ? Optional.of(JobRows.instant(row[3])) : Optional.empty());
  }

  @Override
  public Optional<DueWebhook> claim(Duration lease) {
    List<?> rows =
        em.createNativeQuery(
                "select job_id, message_id, tenant, url, endpoint, attempts from webhook where"
                    + " state = 'pending' and due_at <= current_timestamp and exists (select 1 from"
                    + " job where id = webhook.job_id and state in "
                    + ENDED
                    + ") order by due_at limit 1 for update skip locked")
            .getResultList();
    return rows.stream().map(row -> claimed((Object[]) row, lease)).findFirst();
  }

  private DueWebhook claimed(Object[] row, Duration lease) {
    em.createNativeQuery(
            "update webhook set attempts = attempts + 1, due_at = current_timestamp + "
                + SqlTime.interval(lease)
                + " where job_id = ?1")
        .setParameter(1, row[0])
        .executeUpdate();
    JobEntity job = em.find(JobEntity.class, row[0]);
    return new DueWebhook(
        (String) row[1],
        JobRows.job(job),
        (String) row[2],
        new Endpoint((String) row[3], (String) row[4]),
        (Integer) row[5] + 1,
        parent(job));
  }

  /** The last attempt; the job's message when no attempt belongs to its trace. */
  private TraceCarrier parent(JobEntity job) {
    TraceCarrier message = JobRows.carrier(job.traceCarrier);
    return Optional.ofNullable(
            em.find(JobAttemptEntity.class, new JobAttemptEntity.Key(job.id, job.attempt)))
        .map(attempt -> JobRows.carrier(attempt.traceCarrier))
        .filter(attempt -> attempt.traceId().equals(message.traceId()))
        .orElse(message);
  }

  @Override
  public boolean delivered(DueWebhook webhook, int statusCode) {
    boolean held =
        held("update webhook set state = 'delivered', last_status = ?4" + HELD, webhook)
                .setParameter(4, statusCode)
                .executeUpdate()
            == 1;
    if (held) {
      endpoint("delete from webhook_endpoint" + ENDPOINT + " and disabled_at is null", webhook)
          .executeUpdate();
    }
    return held;
  }

  @Override
  public Optional<String> failed(
      DueWebhook webhook, OptionalInt statusCode, Optional<Duration> retryIn, int disableAfter) {
    String end =
        retryIn
            .map(wait -> "due_at = current_timestamp + " + SqlTime.interval(wait))
            .orElse("state = 'failed'");
    int held =
        held("update webhook set last_status = cast(?4 as integer), " + end + HELD, webhook)
            .setParameter(4, statusCode.isPresent() ? statusCode.getAsInt() : null)
            .executeUpdate();
    if (held == 0) {
      return Optional.empty();
    }
    if (isOneTooMany(webhook, disableAfter)) {
      endpoint(
              "update webhook set state = 'disabled'"
                  + ENDPOINT
                  + " and (state = 'pending' or job_id = ?3)",
              webhook)
          .setParameter(3, webhook.job().id())
          .executeUpdate();
    }
    return find(webhook.job().id()).map(WebhookStatus::state);
  }

  private boolean isOneTooMany(DueWebhook webhook, int disableAfter) {
    endpoint(
            "insert into webhook_endpoint (tenant, endpoint, failures) values (?1, ?2, 0) on"
                + " conflict do nothing",
            webhook)
        .executeUpdate();
    endpoint(
            "update webhook_endpoint set failures = failures + 1, disabled_at = case when"
                + " disabled_at is null and failures + 1 >= ?3 then current_timestamp else"
                + " disabled_at end"
                + ENDPOINT,
            webhook)
        .setParameter(3, disableAfter)
        .executeUpdate();
    return isDisabled(webhook.tenant(), webhook.endpoint().digest());
  }

  @Override
  public boolean isDisabled(String tenant, String endpointDigest) {
    return !endpoint(
            "select 1 from webhook_endpoint" + ENDPOINT + " and disabled_at is not null",
            tenant,
            endpointDigest)
        .getResultList()
        .isEmpty();
  }

  @Override
  public boolean enable(String tenant, String endpointDigest) {
    int enabled =
        endpoint(
                "delete from webhook_endpoint" + ENDPOINT + " and disabled_at is not null",
                tenant,
                endpointDigest)
            .executeUpdate();
    endpoint(
            "update webhook set state = 'pending', attempts = 0, due_at = current_timestamp"
                + ENDPOINT
                + " and state = 'disabled'",
            tenant,
            endpointDigest)
        .executeUpdate();
    return enabled == 1;
  }

  private Query held(String sql, DueWebhook webhook) {
    return em.createNativeQuery(sql)
        .setParameter(1, webhook.job().id())
        .setParameter(2, webhook.messageId())
        .setParameter(3, webhook.attempt());
  }

  private Query endpoint(String sql, DueWebhook webhook) {
    return endpoint(sql, webhook.tenant(), webhook.endpoint().digest());
  }

  private Query endpoint(String sql, String tenant, String digest) {
    return em.createNativeQuery(sql).setParameter(1, tenant).setParameter(2, digest);
  }
}
