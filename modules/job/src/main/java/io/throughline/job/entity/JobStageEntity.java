package io.throughline.job.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.OffsetDateTime;

/** A row of table {@code job_stage}. */
@Entity(name = "JobStage")
@Table(name = "job_stage")
@IdClass(JobStageEntity.Key.class)
public class JobStageEntity {

  @Id
  @Column(name = "job_id")
  public String jobId;

  @Id public String name;
  public int position;

  @Column(name = "after_stages")
  public String afterStages;

  public String state;
  public int attempt;

  @Column(name = "started_at")
  public OffsetDateTime startedAt;

  @Column(name = "finished_at")
  public OffsetDateTime finishedAt;

  public String output;

  /** Primary key. */
  public record Key(String jobId, String name) implements Serializable {}
}
