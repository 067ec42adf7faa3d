package io.throughline.job.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.OffsetDateTime;

/** A row of table {@code job_attempt}. */
@Entity(name = "JobAttempt")
@Table(name = "job_attempt")
@IdClass(JobAttemptEntity.Key.class)
public class JobAttemptEntity {

  @Id
  @Column(name = "job_id")
  public String jobId;

  @Id public int attempt;
  public String node;

  @Column(name = "trace_carrier")
  public String traceCarrier;

  @Column(name = "started_at")
  public OffsetDateTime startedAt;

  @Column(name = "finished_at")
  public OffsetDateTime finishedAt;

  public String outcome;

  @Column(name = "error_type")
  public String errorType;

  @Column(name = "error_message")
  public String errorMessage;

  /** Primary key. */
  public record Key(String jobId, int attempt) implements Serializable {}
}
