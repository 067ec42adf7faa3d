package io.throughline.inference.boundary;

import io.throughline.inference.api.Transcript;
import io.throughline.inference.control.SpeechJson;
import io.throughline.inference.control.SpeechParameters;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobStage;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;

/** A speech job as the audio API shows it. */
final class TranscriptionJson {

  private TranscriptionJson() {}

  static JsonObject of(Job job, Optional<Transcript> transcript) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", job.id())
            .add("status", job.state().id())
            .add("type", job.type())
            .add("created_at", job.createdAt().toString());
    job.startedAt().ifPresent(at -> json.add("started_at", at.toString()));
    job.finishedAt().ifPresent(at -> json.add("completed_at", at.toString()));
    json.add("progress", Math.round(job.progress() * 1000) / 1000.0)
        .add("attempt", job.attempt())
        .add("audio_duration_seconds", SpeechParameters.of(job.parameters()).duration())
        .add("trace_id", job.traceId());
    job.error()
        .ifPresent(
            error ->
                json.add(
                    "error",
                    Json.createObjectBuilder()
                        .add("type", error.type())
                        .add("message", error.message())));
    transcript.ifPresent(found -> SpeechJson.json(found).forEach(json::add));
    return json.build();
  }

  static JsonObject page(List<Job> jobs, long total, int offset, int limit) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    jobs.forEach(job -> list.add(of(job, Optional.empty())));
    return Json.createObjectBuilder()
        .add("jobs", list)
        .add("total", total)
        .add("offset", offset)
        .add("limit", limit)
        .build();
  }

  static JsonObject tasks(String jobId, List<JobStage> stages) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    for (JobStage stage : stages) {
      JsonArrayBuilder after = Json.createArrayBuilder();
      stage.after().forEach(after::add);
      JsonObjectBuilder task =
          Json.createObjectBuilder()
              .add("stage", stage.name())
              .add("status", stage.state())
              .add("dependencies", after);
      stage.startedAt().ifPresent(at -> task.add("started_at", at.toString()));
      stage.finishedAt().ifPresent(at -> task.add("completed_at", at.toString()));
      list.add(task);
    }
    return Json.createObjectBuilder().add("job_id", jobId).add("tasks", list).build();
  }
}
