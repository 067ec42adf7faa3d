package io.throughline.job.webhook;

import io.throughline.job.api.Job;
import io.throughline.job.api.WebhookStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** {@link WebhookStore} without a database; passes WebhookStoreContract. */
public final class InMemoryWebhookStore implements WebhookStore {

  private static final class Row {
    private final String tenant;
    private final Endpoint endpoint;
    private String state = "pending";
    private String about = "";
    private int messages;
    private int attempts;
    private OptionalInt lastStatus = OptionalInt.empty();
    private Instant dueAt;

    Row(String tenant, Endpoint endpoint, Instant dueAt) {
      this.tenant = tenant;
      this.endpoint = endpoint;
      this.dueAt = dueAt;
    }

    boolean goesTo(String otherTenant, String digest) {
      return tenant.equals(otherTenant) && endpoint.digest().equals(digest);
    }
  }

  private final Function<String, Optional<Job>> jobs;
  private final Clock clock;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<String, Instant> disabled = new HashMap<>();

  /**
   * @param jobs finds a job as it is now
   */
  public InMemoryWebhookStore(Function<String, Optional<Job>> jobs, Clock clock) {
    this.jobs = jobs;
    this.clock = clock;
  }

  @Override
  public synchronized void add(String jobId, String tenant, Endpoint endpoint) {
    rows.put(jobId, new Row(tenant, endpoint, clock.instant()));
  }

  @Override
  public synchronized Optional<WebhookStatus> find(String jobId) {
    return ended(jobId)
        .map(job -> news(rows.get(jobId), job))
        .or(() -> jobs.apply(jobId).map(job -> rows.get(jobId)))
        .map(
            row ->
                new WebhookStatus(
                    row.state,
                    row.attempts,
                    row.lastStatus,
                    ended(jobId).filter(job -> row.state.equals("pending")).map(job -> row.dueAt)));
  }

  private Optional<Job> ended(String jobId) {
    return jobs.apply(jobId).filter(job -> rows.containsKey(jobId) && job.state().isTerminal());
  }

  /** The end of a job that was redriven is another message. */
  private Row news(Row row, Job job) {
    String about = job.state() + " " + job.attempt();
    if (!row.about.equals(about)) {
      if (!row.about.isEmpty()) {
        row.state = "pending";
        row.attempts = 0;
        row.lastStatus = OptionalInt.empty();
        row.dueAt = clock.instant();
      }
      row.about = about;
      row.messages++;
    }
    return row;
  }

  @Override
  public synchronized Optional<DueWebhook> claim(Duration lease) {
    return rows.keySet().stream()
        .flatMap(id -> ended(id).stream())
        .filter(job -> isDue(news(rows.get(job.id()), job)))
        .min(Comparator.comparing(job -> rows.get(job.id()).dueAt))
        .map(job -> claimed(job, lease));
  }

  private boolean isDue(Row row) {
    return row.state.equals("pending") && !row.dueAt.isAfter(clock.instant());
  }

  private DueWebhook claimed(Job job, Duration lease) {
    Row row = rows.get(job.id());
    row.attempts++;
    row.dueAt = clock.instant().plus(lease);
    return new DueWebhook(
        messageId(job.id(), row), job, row.tenant, row.endpoint, row.attempts, job.trace());
  }

  private static String messageId(String jobId, Row row) {
    return "msg_" + jobId + "_" + row.messages;
  }

  private Optional<Row> held(DueWebhook webhook) {
    String id = webhook.job().id();
    return Optional.ofNullable(rows.get(id))
        .filter(row -> row.attempts == webhook.attempt() && row.state.equals("pending"))
        .filter(row -> messageId(id, row).equals(webhook.messageId()));
  }

  @Override
  public synchronized boolean delivered(DueWebhook webhook, int statusCode) {
    Optional<Row> held = held(webhook);
    held.ifPresent(
        row -> {
          row.state = "delivered";
          row.lastStatus = OptionalInt.of(statusCode);
          failures.remove(key(row.tenant, row.endpoint.digest()));
        });
    return held.isPresent();
  }

  @Override
  public synchronized Optional<String> failed(
      DueWebhook webhook, OptionalInt statusCode, Optional<Duration> retryIn, int disableAfter) {
    return held(webhook)
        .map(
            row -> {
              row.lastStatus = statusCode;
              row.state = retryIn.isPresent() ? "pending" : "failed";
              row.dueAt = clock.instant().plus(retryIn.orElse(Duration.ZERO));
              String key = key(row.tenant, row.endpoint.digest());
              if (failures.merge(key, 1, Integer::sum) >= disableAfter) {
                disabled.putIfAbsent(key, clock.instant());
              }
              if (disabled.containsKey(key)) {
                rows.values().stream()
                    .filter(other -> other.goesTo(row.tenant, row.endpoint.digest()))
                    .filter(other -> other.state.equals("pending") || other == row)
                    .forEach(other -> other.state = "disabled");
              }
              return row.state;
            });
  }

  @Override
  public synchronized boolean isDisabled(String tenant, String endpointDigest) {
    return disabled.containsKey(key(tenant, endpointDigest));
  }

  @Override
  public synchronized boolean enable(String tenant, String endpointDigest) {
    boolean enabled = disabled.remove(key(tenant, endpointDigest)) != null;
    if (enabled) {
      failures.remove(key(tenant, endpointDigest));
      rows.values().stream()
          .filter(row -> row.goesTo(tenant, endpointDigest) && row.state.equals("disabled"))
          .forEach(
              row -> {
                row.state = "pending";
                row.attempts = 0;
                row.dueAt = clock.instant();
              });
    }
    return enabled;
  }

  private static String key(String tenant, String digest) {
    return tenant + " " + digest;
  }
}
