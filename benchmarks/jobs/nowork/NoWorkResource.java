package io.throughline.benchmark;

import io.throughline.job.api.JobIds;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.Optional;

/** Submits jobs without an upload, and fills the table with jobs that ended long ago. */
@Path("/benchmark")
@ApplicationScoped
public class NoWorkResource {

  @Inject Jobs jobs;
  @Inject Clock clock;

  @PersistenceContext(unitName = "throughline")
  EntityManager em;

  @POST
  @Path("{type}")
  @Transactional
  public String submit(@PathParam("type") String type) {
    JobRequest request =
        new JobRequest(JobIds.next(clock), type, "default", 0, "{}", Optional.empty());
    return jobs.submit(request).id();
  }

  /** Exact at any time, which the totals of lists are not. */
  @GET
  @Path("unfinished")
  @Transactional
  public String unfinished() {
    return em.createNativeQuery(
            "select count(*) from job where state in ('pending', 'running', 'cancelling')")
        .getSingleResult()
        .toString();
  }

  @POST
  @Path("finished")
  @Transactional
  public int fill(@QueryParam("jobs") int count) {
    return em.createNativeQuery(
            "insert into job (id, type, state, tenant, priority, parameters, trace_carrier,"
                + " trace_id, attempt, error_count, crash_count, run_after, created_at, started_at,"
                + " finished_at, progress, result_key) select 'old-' || x, 'transcription',"
                + " 'completed', 'default', 0, '{}', '{}', 'old', 1, 0, 0, current_timestamp -"
                + " interval '30' day, current_timestamp - interval '30' day, current_timestamp -"
                + " interval '30' day, current_timestamp - interval '30' day, 1, 'results/old'"
                + " from generate_series(1, ?1) as g(x)")
        .setParameter(1, count)
        .executeUpdate();
  }
}
