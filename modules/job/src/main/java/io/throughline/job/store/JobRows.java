package io.throughline.job.store;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobAttempt;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.JobStage;
import io.throughline.job.api.JobState;
import io.throughline.job.api.Retention;
import io.throughline.job.entity.JobAttemptEntity;
import io.throughline.job.entity.JobEntity;
import io.throughline.job.entity.JobStageEntity;
import io.throughline.telemetry.api.TraceCarrier;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of the job tables as the records of the API, and back. */
final class JobRows {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private JobRows() {}

  static Job pending(JobRequest request, TraceCarrier trace, String traceId, Instant now) {
    return new Job(
        request.id(),
        request.type(),
        JobState.PENDING,
        request.tenant(),
        request.priority(),
        request.parameters(),
        request.uploadId(),
        trace,
        traceId,
        0,
        0,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        request.afterwards().retention().orElse(Retention.FOR_EVER));
  }

  static Job job(JobEntity row) {
    return new Job(
        row.id,
        row.type,
        JobState.of(row.state),
        row.tenant,
        row.priority,
        row.parameters,
        Optional.ofNullable(row.uploadId),
        carrier(row.traceCarrier),
        row.traceId,
        row.attempt,
        row.progress,
        row.createdAt.toInstant(),
        instantOf(row.startedAt),
        instantOf(row.finishedAt),
        Optional.ofNullable(row.resultKey),
        Optional.ofNullable(row.errorType).map(t -> new Job.JobError(t, row.errorMessage)),
        row.retentionDays);
  }

  static JobAttempt attempt(JobAttemptEntity row) {
    return new JobAttempt(
        row.attempt,
        row.node,
        row.outcome,
        row.startedAt.toInstant(),
        instantOf(row.finishedAt),
        Optional.ofNullable(row.errorType));
  }

  /** When an attempt ended; null if it has not. */
  static Instant ended(JobAttemptEntity row) {
    return row.finishedAt == null ? null : row.finishedAt.toInstant();
  }

  static JobStage stage(JobStageEntity row) {
    return new JobStage(
        row.name,
        row.afterStages.isEmpty() ? List.of() : List.of(row.afterStages.split(",")),
        row.state,
        instantOf(row.startedAt),
        instantOf(row.finishedAt));
  }

  static TraceCarrier carrier(String json) {
    Map<String, String> fields = new HashMap<>();
    try (JsonReader reader = JSON.createReader(new StringReader(json))) {
      reader
          .readObject()
          .forEach((key, value) -> fields.put(key, ((JsonString) value).getString()));
    }
    return new TraceCarrier(fields);
  }

  static String json(TraceCarrier carrier) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    carrier.fields().forEach(json::add);
    return json.build().toString();
  }

  private static Optional<Instant> instantOf(OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  /** Drivers disagree on the type of a timestamp with time zone. */
  static Instant instant(Object value) {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    return ((Timestamp) value).toInstant();
  }
}
