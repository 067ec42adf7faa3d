package io.throughline.inference.boundary;

import io.throughline.inference.api.Transcript;
import io.throughline.inference.control.SpeechJson;
import io.throughline.inference.control.SpeechParameters;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobOutlook;
import io.throughline.job.api.JobStage;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import java.util.Optional;

/** A speech job as the audio API shows it. */
final class TranscriptionJson {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private TranscriptionJson() {}

  static JsonObject of(Job job, Optional<Transcript> transcript) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("id", job.id())
            .add("status", job.state().id())
            .add("type", job.type())
            .add("created_at", job.createdAt().toString());
    job.startedAt().ifPresent(at -> json.add("started_at", at.toString()));
    job.finishedAt().ifPresent(at -> json.add("completed_at", at.toString()));
    json.add("progress", Math.round(job.progress() * 1000) / 1000.0)
        .add("attempt", job.attempt())
        .add("audio_duration_seconds", SpeechParameters.of(job.parameters()).duration())
        .add("retention", job.retention())
        .add("trace_id", job.traceId());
    job.error()
        .ifPresent(
            error ->
                json.add(
                    "error",
                    JSON.createObjectBuilder()
                        .add("type", error.type())
                        .add("message", error.message())));
    transcript.ifPresent(found -> SpeechJson.json(found).forEach(json::add));
    return json.build();
  }

  /** The same, with what a job that has not ended can expect. */
  static JsonObject of(Job job, Optional<Transcript> transcript, JobOutlook outlook) {
    JsonObjectBuilder json = JSON.createObjectBuilder(of(job, transcript));
    outlook.queuePosition().ifPresent(position -> json.add("queue_position", position));
    outlook.secondsLeft().ifPresent(left -> json.add("estimated_seconds_left", left));
    return json.build();
  }

  static JsonObject page(List<Job> jobs, long total, int offset, int limit) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    jobs.forEach(job -> list.add(of(job, Optional.empty())));
    return JSON.createObjectBuilder()
        .add("jobs", list)
        .add("total", total)
        .add("offset", offset)
        .add("limit", limit)
        .build();
  }

  static JsonObject tasks(String jobId, List<JobStage> stages) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    for (JobStage stage : stages) {
      JsonArrayBuilder after = JSON.createArrayBuilder();
      stage.after().forEach(after::add);
      JsonObjectBuilder task =
          JSON.createObjectBuilder()
              .add("stage", stage.name())
              .add("status", stage.state())
              .add("dependencies", after);
      stage.startedAt().ifPresent(at -> task.add("started_at", at.toString()));
      stage.finishedAt().ifPresent(at -> task.add("completed_at", at.toString()));
      list.add(task);
    }
    return JSON.createObjectBuilder().add("job_id", jobId).add("tasks", list).build();
  }
}
