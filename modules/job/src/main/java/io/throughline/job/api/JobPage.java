package io.throughline.job.api;

import java.util.List;

/**
 * Part of a list of jobs, newest first.
 *
 * @param total how many there are in all
 */
public record JobPage(List<Job> jobs, long total) {

  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
