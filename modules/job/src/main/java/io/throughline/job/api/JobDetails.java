package io.throughline.job.api;

import java.util.Map;
import java.util.Optional;

/**
 * What is particular to the jobs of one handler.
 *
 * @param parameters what was asked for, by name, safe to show to whoever may see the job
 * @param outputUrl where the result can be fetched for a while: a path on this server, signed
 */
public record JobDetails(Map<String, String> parameters, Optional<String> outputUrl) {

  private static final JobDetails NONE = new JobDetails(Map.of(), Optional.empty());

  public JobDetails {
    parameters = Map.copyOf(parameters);
  }

  /** Nothing in particular. */
  public static JobDetails none() {
    return NONE;
  }
}
