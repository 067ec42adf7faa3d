package io.throughline.job.boundary;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobFilter;
import io.throughline.job.api.JobPosition;
import io.throughline.job.api.JobState;
import io.throughline.job.api.Jobs;
import io.throughline.job.api.RequestValue;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;
import java.util.Set;

/** Jobs of all kinds: list, read, follow, cancel, delete. */
@Path("/api/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {

  private static final int PAGE_SIZE = 20;

  @Inject Jobs jobs;

  /** A page of jobs, newest first. */
  @GET
  public JsonObject list(
      @QueryParam("status") String status,
      @QueryParam("type") String type,
      @QueryParam("page") String pageText) {
    int page = RequestValue.integer("page", pageText, 1, Integer.MAX_VALUE / PAGE_SIZE).orElse(1);
    JobFilter filter =
        new JobFilter(
            type == null || type.isBlank() ? Set.of() : Set.of(type),
            state(status),
            (page - 1) * PAGE_SIZE,
            PAGE_SIZE);
    return JobJson.page(jobs.list(filter), page, PAGE_SIZE);
  }

  /** One job with its stages and attempts. */
  @GET
  @Path("{id}")
  public JsonObject read(@PathParam("id") String id) {
    return view(known(id));
  }

  /** The job's progress as server-sent events until it has ended. */
  @GET
  @Path("{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void events(
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastEventId,
      @Context SseEventSink sink,
      @Context Sse sse) {
    ServerSentEvents.send(jobs, known(id), JobPosition.of(lastEventId), sink, sse);
  }

  /** Asks for cancellation; harmless when it is cancelled already. */
  @POST
  @Path("{id}/cancel")
  public JsonObject cancel(@PathParam("id") String id) {
    return view(jobs.cancel(id).orElseThrow(JobResource::unknown));
  }

  /** Tries a failed or dead job again, in a new trace that is linked to the old one. */
  @POST
  @Path("{id}/redrive")
  public JsonObject redrive(@PathParam("id") String id) {
    return view(jobs.redrive(id).orElseThrow(JobResource::unknown));
  }

  /** The same as redrive. */
  @POST
  @Path("{id}/retry")
  public JsonObject retry(@PathParam("id") String id) {
    return redrive(id);
  }

  /** Deletes a job that has ended, and what was kept for it. */
  @DELETE
  @Path("{id}")
  public Response delete(@PathParam("id") String id) {
    if (!jobs.delete(id)) {
      throw unknown();
    }
    return Response.noContent().build();
  }

  private JsonObject view(Job job) {
    return JobJson.full(
        job,
        jobs.stages(job.id()),
        jobs.attempts(job.id()),
        jobs.webhook(job.id()),
        jobs.outlook(job),
        jobs.details(job));
  }

  private Job known(String id) {
    return jobs.find(id).orElseThrow(JobResource::unknown);
  }

  private static NotFoundException unknown() {
    return new NotFoundException("there is no such job");
  }

  private static Optional<JobState> state(String status) {
    return status == null || status.isBlank()
        ? Optional.empty()
        : Optional.of(JobState.requested("status", status));
  }
}
