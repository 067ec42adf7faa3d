package io.throughline.job.api;

import java.util.List;

/**
 * Part of a list of jobs, newest first.
 *
 * @param total how many there are in all; of more than a thousand, how many there were within the
 *     last few seconds
 */
public record JobPage(List<Job> jobs, long total) {

  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
