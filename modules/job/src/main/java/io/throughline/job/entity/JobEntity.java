package io.throughline.job.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;

/** A row of table {@code job}. Changed by SQL that checks the owner, never through this object. */
@Entity(name = "Job")
@Table(name = "job")
public class JobEntity {

  @Id public String id;
  public String type;
  public String state;
  public String tenant;
  public int priority;
  public String parameters;

  @Column(name = "upload_id")
  public String uploadId;

  @Column(name = "trace_carrier")
  public String traceCarrier;

  @Column(name = "trace_id")
  public String traceId;

  public int attempt;

  @Column(name = "error_count")
  public int errorCount;

  @Column(name = "crash_count")
  public int crashCount;

  @Column(name = "lease_owner")
  public String leaseOwner;

  @Column(name = "lease_until")
  public OffsetDateTime leaseUntil;

  @Column(name = "run_after")
  public OffsetDateTime runAfter;

  @Column(name = "created_at")
  public OffsetDateTime createdAt;

  @Column(name = "started_at")
  public OffsetDateTime startedAt;

  @Column(name = "finished_at")
  public OffsetDateTime finishedAt;

  public double progress;

  @Column(name = "result_key")
  public String resultKey;

  @Column(name = "error_type")
  public String errorType;

  @Column(name = "error_message")
  public String errorMessage;

  @Column(name = "retention_days")
  public int retentionDays;
}
