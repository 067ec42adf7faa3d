package io.throughline.inference.control;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobFilter;
import io.throughline.job.api.JobState;
import io.throughline.job.api.Jobs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Every completed job of some types. Thread-safe. */
public final class CompletedJobs {

  private static final int PAGE = 100;

  private final Jobs jobs;
  private final Set<String> types;

  public CompletedJobs(Jobs jobs, Set<String> types) {
    this.jobs = jobs;
    this.types = Set.copyOf(types);
  }

  /** Calls {@code taker} with each, page by page. */
  public void forEach(Consumer<Job> taker) {
    List<Job> page;
    int offset = 0;
    do {
      page = jobs.list(new JobFilter(types, Optional.of(JobState.COMPLETED), offset, PAGE)).jobs();
      page.forEach(taker);
      offset += page.size();
    } while (page.size() == PAGE);
  }

  /** The job as it is now: it may have been deleted since it was listed. */
  public Optional<Job> now(String jobId) {
    return jobs.find(jobId).filter(job -> job.state() == JobState.COMPLETED);
  }
}
