package io.throughline.inference.control;

import static java.util.stream.Collectors.toMap;

import io.throughline.job.api.JobReferences;
import io.throughline.upload.api.ObjectOwner;
import java.util.Collection;
import java.util.Set;

/** Owns the results of jobs, those of attempts that lost included. Thread-safe. */
final class ResultObjects implements ObjectOwner {

  private final JobReferences jobs;

  ResultObjects(JobReferences jobs) {
    this.jobs = jobs;
  }

  @Override
  public String prefix() {
    return ResultKeys.PREFIX;
  }

  @Override
  public Set<String> needed(Collection<String> keys) {
    return jobs.results(keys.stream().distinct().collect(toMap(key -> key, ResultObjects::jobId)));
  }

  private static String jobId(String key) {
    int start = ResultKeys.PREFIX.length();
    int end = key.indexOf('/', start);
    return end < 0 ? "" : key.substring(start, end);
  }
}
