package io.throughline.job.webhook;

import io.throughline.job.api.Job;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a webhook says: that a job has ended, how, and where to read more. Nothing of what the job
 * heard or was asked is in it. The same bytes in every attempt.
 */
final class WebhookMessage {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private WebhookMessage() {}

  /** For example {@code job.completed}. */
  static String type(Job job) {
    return "job." + job.state().id();
  }

  /**
   * @param resultPath where the result is, if there is one
   */
  static byte[] of(Job job, Optional<String> resultPath) {
    JsonObjectBuilder links = JSON.createObjectBuilder().add("job", "/api/v1/jobs/" + job.id());
    resultPath.ifPresent(path -> links.add("result", path));
    JsonObjectBuilder data =
        JSON.createObjectBuilder()
            .add("id", job.id())
            .add("type", job.type())
            .add("status", job.state().id())
            .add("trace_id", job.traceId());
    job.error()
        .ifPresent(
            error -> data.add("error", JSON.createObjectBuilder().add("type", error.type())));
    return JSON.createObjectBuilder()
        .add("type", type(job))
        .add("timestamp", job.finishedAt().orElse(job.createdAt()).toString())
        .add("data", data.add("links", links))
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }
}
