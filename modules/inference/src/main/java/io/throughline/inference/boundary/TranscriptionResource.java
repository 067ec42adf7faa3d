package io.throughline.inference.boundary;

import io.throughline.inference.api.Transcript;
import io.throughline.inference.control.TranscriptStore;
import io.throughline.inference.format.TranscriptFormat;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobConflictException;
import io.throughline.job.api.JobFilter;
import io.throughline.job.api.JobPage;
import io.throughline.job.api.JobState;
import io.throughline.job.api.Jobs;
import io.throughline.job.api.RequestValue;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Upload;
import io.throughline.upload.api.Uploads;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/** Transcriptions after they were submitted: read, list, cancel, delete, export. */
@Path("/v1/audio/transcriptions")
public class TranscriptionResource {

  @Inject Jobs jobs;
  @Inject TranscriptStore transcripts;
  @Inject Uploads uploads;
  @Inject ObjectStorage storage;

  /** Transcriptions, newest first. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject list(
      @QueryParam("status") String status,
      @QueryParam("limit") String limitText,
      @QueryParam("offset") String offsetText) {
    int limit = RequestValue.integer("limit", limitText, 1, 100).orElse(20);
    int offset = RequestValue.integer("offset", offsetText, 0, Integer.MAX_VALUE).orElse(0);
    JobPage page =
        jobs.list(new JobFilter(SpeechTypes.ALL, SpeechTypes.state(status), offset, limit));
    return TranscriptionJson.page(page.jobs(), page.total(), offset, limit);
  }

  /** One transcription, with its transcript once it is completed. */
  @GET
  @Path("{id}")
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject read(@PathParam("id") String id) throws IOException {
    Job job = known(id);
    Optional<Transcript> transcript =
        job.state() == JobState.COMPLETED ? Optional.of(transcripts.of(job)) : Optional.empty();
    return TranscriptionJson.of(job, transcript, jobs.outlook(job));
  }

  /** Changes how long a transcription is kept and, while it is pending, its priority. */
  @PATCH
  @Path("{id}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject change(@PathParam("id") String id, JsonObject body) {
    known(id);
    return TranscriptionJson.of(
        jobs.change(id, ChangeForm.of(body)).orElseThrow(SpeechTypes::unknown), Optional.empty());
  }

  /** Asks for cancellation; harmless when it is cancelled already. */
  @POST
  @Path("{id}/cancel")
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject cancel(@PathParam("id") String id) {
    known(id);
    return TranscriptionJson.of(
        jobs.cancel(id).orElseThrow(SpeechTypes::unknown), Optional.empty());
  }

  /** Deletes a transcription that has ended, its recording and its result. */
  @DELETE
  @Path("{id}")
  public Response delete(@PathParam("id") String id) {
    known(id);
    jobs.delete(id);
    return Response.noContent().build();
  }

  /** The transcript as srt, vtt, txt, json, verbose_json or diarized_json. */
  @GET
  @Path("{id}/export/{format}")
  public Response export(@PathParam("id") String id, @PathParam("format") String name)
      throws IOException {
    TranscriptFormat format =
        TranscriptFormat.of(name)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "formats are srt, vtt, txt, json, verbose_json, diarized_json"));
    Transcript transcript = transcripts.of(completed(id));
    String body =
        format == TranscriptFormat.JSON
            ? io.throughline.inference.control.SpeechJson.json(transcript).toString()
            : format.render(transcript);
    return Response.ok(body, format.mediaType()).build();
  }

  /** The stages of the job. */
  @GET
  @Path("{id}/tasks")
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject tasks(@PathParam("id") String id) {
    return TranscriptionJson.tasks(known(id).id(), jobs.stages(id));
  }

  /** The job's progress as server-sent events: the same stream as for any other kind of job. */
  @GET
  @Path("{id}/events")
  public Response events(@PathParam("id") String id) {
    return Response.temporaryRedirect(URI.create("/api/v1/jobs/" + known(id).id() + "/events"))
        .build();
  }

  /** The recording as it was uploaded. */
  @GET
  @Path("{id}/audio")
  public Response audio(@PathParam("id") String id) {
    Upload upload = known(id).uploadId().flatMap(uploads::find).orElseThrow(SpeechTypes::unknown);
    StreamingOutput body =
        out -> {
          try (InputStream in = storage.get(upload.storageKey())) {
            in.transferTo(out);
          }
        };
    return Response.ok(body, upload.type().mimeType())
        .header("Content-Length", upload.size())
        .build();
  }

  /** Deletes the recording and keeps the transcript. */
  @DELETE
  @Path("{id}/audio")
  public Response deleteAudio(@PathParam("id") String id) throws IOException {
    Job job = completed(id);
    if (job.uploadId().isPresent()) {
      uploads.delete(job.uploadId().get());
    }
    return Response.noContent().build();
  }

  private Job completed(String id) {
    Job job = known(id);
    if (job.state() != JobState.COMPLETED) {
      throw new JobConflictException(id, job.state(), "read; wait until it is completed");
    }
    return job;
  }

  private Job known(String id) {
    return jobs.find(id)
        .filter(job -> SpeechTypes.ALL.contains(job.type()))
        .orElseThrow(SpeechTypes::unknown);
  }
}
