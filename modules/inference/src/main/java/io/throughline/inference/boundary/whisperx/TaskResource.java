package io.throughline.inference.boundary.whisperx;

import io.throughline.inference.control.SpeechJobType;
import io.throughline.inference.control.TranscriptStore;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobFilter;
import io.throughline.job.api.JobState;
import io.throughline.job.api.Jobs;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Optional;

/** WhisperX-FastAPI's tasks: list, read, delete. */
@Path("/task")
@Produces(MediaType.APPLICATION_JSON)
public class TaskResource {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final int NEWEST = 100;

  @Inject Jobs jobs;
  @Inject TranscriptStore transcripts;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ManagedExecutorService executor;

  /** The newest hundred tasks. */
  @GET
  @Path("all")
  public JsonObject all() {
    JsonArrayBuilder tasks = JSON.createArrayBuilder();
    jobs.list(new JobFilter(SpeechJobType.ids(), Optional.empty(), 0, NEWEST))
        .jobs()
        .forEach(job -> tasks.add(TaskJson.summary(job)));
    return JSON.createObjectBuilder().add("tasks", tasks).build();
  }

  /** One task, with its result once it is completed. */
  @GET
  @Path("{identifier}")
  public JsonObject read(@PathParam("identifier") String id) throws IOException {
    Job job = known(id);
    return TaskJson.task(job, result(job));
  }

  /** Deletes a task; one that still runs is cancelled first. */
  @DELETE
  @Path("{identifier}/delete")
  public void delete(@PathParam("identifier") String id, @Suspended AsyncResponse response) {
    if (!known(id).state().isTerminal()) {
      jobs.cancel(id);
    }
    jobs.finished(id)
        .thenAcceptAsync(
            ended -> {
              jobs.delete(id);
              response.resume(
                  JSON.createObjectBuilder()
                      .add("identifier", id)
                      .add("message", "Task deleted")
                      .build());
            },
            executor)
        .exceptionally(
            failure -> {
              response.resume(failure.getCause() == null ? failure : failure.getCause());
              return null;
            });
  }

  private JsonValue result(Job job) throws IOException {
    if (job.state() != JobState.COMPLETED) {
      return JsonValue.NULL;
    }
    SpeechJobType type = SpeechJobType.of(job.type()).orElseThrow();
    return type == SpeechJobType.DIARIZATION
        ? TaskJson.result(transcripts.diarizationOf(job))
        : TaskJson.result(type, transcripts.of(job));
  }

  private Job known(String id) {
    return jobs.find(id)
        .filter(job -> SpeechJobType.of(job.type()).isPresent())
        .orElseThrow(() -> new NotFoundException("there is no such task"));
  }
}
