package io.throughline.inference.boundary;

import io.throughline.inference.api.Transcript;
import io.throughline.inference.control.TranscriptStore;
import io.throughline.inference.format.Rendition;
import io.throughline.inference.format.TranscriptFormat;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobFailedException;
import io.throughline.job.api.JobState;
import io.throughline.job.api.Jobs;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers a submission: at once, or when the job has ended, without a thread that waits. */
@ApplicationScoped
public class TranscriptAnswers {

  @Inject Jobs jobs;
  @Inject TranscriptStore transcripts;

  @Inject
  @ConfigProperty(name = "throughline.speech.wait-limit", defaultValue = "PT15M")
  Duration waitLimit;

  /** Carries the request's span to where the answer is made. */
  @Resource(lookup = "java:app/concurrent/jobs")
  ManagedExecutorService executor;

  /**
   * @param openAi true to wait as OpenAI's API does unless the caller prefers otherwise
   * @param format the form of the transcript that was asked for
   */
  void answer(
      AsyncResponse response,
      Job job,
      Preference preference,
      boolean openAi,
      Optional<Rendition> format) {
    Optional<Duration> wait = preference.waitFor();
    if (openAi && wait.isEmpty() && !preference.respondAsync()) {
      wait = Optional.of(waitLimit);
    }
    if (wait.isEmpty()) {
      response.resume(created(job, 201));
      return;
    }
    Duration limit = wait.get().compareTo(waitLimit) > 0 ? waitLimit : wait.get();
    Optional<Rendition> wanted =
        openAi && format.isEmpty() ? Optional.of(TranscriptFormat.JSON) : format;
    CompletableFuture<Job> finished = jobs.finished(job.id());
    finished.completeOnTimeout(job, limit.toMillis(), TimeUnit.MILLISECONDS);
    executor.copy(finished).thenAcceptAsync(ended -> resume(response, ended, wanted));
  }

  private void resume(AsyncResponse response, Job job, Optional<Rendition> format) {
    try {
      response.resume(ended(job, format));
    } catch (Exception e) {
      response.resume(e);
    }
  }

  private Response ended(Job job, Optional<Rendition> format)
      throws IOException, JobFailedException {
    if (!job.state().isTerminal()) {
      return created(job, 202);
    }
    if (job.state() != JobState.COMPLETED) {
      throw new JobFailedException(job);
    }
    Transcript transcript = transcripts.of(job);
    return format
        .map(f -> Response.ok(f.render(transcript), f.mediaType()))
        .orElseGet(
            () ->
                Response.ok(
                    TranscriptionJson.of(job, Optional.of(transcript)), MediaType.APPLICATION_JSON))
        .location(location(job))
        .build();
  }

  private static Response created(Job job, int status) {
    return Response.status(status)
        .location(location(job))
        .type(MediaType.APPLICATION_JSON)
        .entity(TranscriptionJson.of(job, Optional.empty()))
        .build();
  }

  private static URI location(Job job) {
    return URI.create("/v1/audio/transcriptions/" + job.id());
  }
}
