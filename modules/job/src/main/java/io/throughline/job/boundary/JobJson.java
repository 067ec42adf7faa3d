package io.throughline.job.boundary;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobAttempt;
import io.throughline.job.api.JobDetails;
import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobOutlook;
import io.throughline.job.api.JobPage;
import io.throughline.job.api.JobStage;
import io.throughline.job.api.WebhookStatus;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Jobs of all kinds as {@code /api/v1/jobs} shows them. */
final class JobJson {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private JobJson() {}

  static JsonObject page(JobPage page, int number, int size) {
    JsonArrayBuilder jobs = JSON.createArrayBuilder();
    page.jobs().forEach(job -> jobs.add(summary(job)));
    return JSON.createObjectBuilder()
        .add("jobs", jobs)
        .add("total", page.total())
        .add("page", number)
        .add("page_size", size)
        .build();
  }

  static JsonObject full(
      Job job,
      List<JobStage> stages,
      List<JobAttempt> attempts,
      Optional<WebhookStatus> webhook,
      JobOutlook outlook,
      JobDetails details) {
    JsonArrayBuilder stageList = JSON.createArrayBuilder();
    stages.forEach(stage -> stageList.add(stage(stage)));
    JsonArrayBuilder attemptList = JSON.createArrayBuilder();
    attempts.forEach(attempt -> attemptList.add(attempt(attempt)));
    JsonObjectBuilder json = summary(job).add("stages", stageList).add("attempts", attemptList);
    outlook.queuePosition().ifPresent(position -> json.add("queue_position", position));
    outlook.secondsLeft().ifPresent(left -> json.add("estimated_seconds_left", left));
    webhook.ifPresent(status -> json.add("webhook", webhook(status)));
    if (!details.parameters().isEmpty()) {
      JsonObjectBuilder parameters = JSON.createObjectBuilder();
      new TreeMap<>(details.parameters()).forEach(parameters::add);
      json.add("parameters", parameters);
    }
    details.outputUrl().ifPresent(url -> json.add("output_url", url));
    return json.build();
  }

  static JsonObject event(JobEvent event) {
    return JSON.createObjectBuilder()
        .add("job_id", event.jobId())
        .add("status", event.state().id())
        .add("progress", rounded(event.progress()))
        .add("stage", event.stage())
        .build();
  }

  private static JsonObjectBuilder summary(Job job) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("job_id", job.id())
            .add("type", job.type())
            .add("status", job.state().id())
            .add("priority", job.priority())
            .add("progress", rounded(job.progress()))
            .add("attempt", job.attempt())
            .add("created_at", job.createdAt().toString())
            .add("retention", job.retention())
            .add("trace_id", job.traceId());
    job.startedAt().ifPresent(at -> json.add("started_at", at.toString()));
    job.finishedAt().ifPresent(at -> json.add("completed_at", at.toString()));
    job.error()
        .ifPresent(
            error ->
                json.add(
                    "error",
                    JSON.createObjectBuilder()
                        .add("type", error.type())
                        .add("message", error.message())));
    return json;
  }

  private static JsonObjectBuilder stage(JobStage stage) {
    JsonArrayBuilder after = JSON.createArrayBuilder();
    stage.after().stream().sorted().forEach(after::add);
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("name", stage.name())
            .add("status", stage.state())
            .add("after", after);
    stage.startedAt().ifPresent(at -> json.add("started_at", at.toString()));
    stage.finishedAt().ifPresent(at -> json.add("completed_at", at.toString()));
    return json;
  }

  private static JsonObjectBuilder attempt(JobAttempt attempt) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("attempt", attempt.number())
            .add("node", attempt.node())
            .add("outcome", attempt.outcome())
            .add("started_at", attempt.startedAt().toString());
    attempt.finishedAt().ifPresent(at -> json.add("completed_at", at.toString()));
    attempt.errorType().ifPresent(type -> json.add("error_type", type));
    return json;
  }

  private static JsonObjectBuilder webhook(WebhookStatus webhook) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("status", webhook.state())
            .add("attempts", webhook.attempts());
    webhook.lastStatusCode().ifPresent(code -> json.add("last_status_code", code));
    webhook.nextAttemptAt().ifPresent(at -> json.add("next_attempt_at", at.toString()));
    return json;
  }

  private static double rounded(double fraction) {
    return Math.round(fraction * 1000) / 1000.0;
  }
}
