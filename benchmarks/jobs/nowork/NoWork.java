package io.throughline.benchmark;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.StagePlan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Jobs that do nothing: {@code none} at once, {@code endless} until they are cancelled. */
@ApplicationScoped
public class NoWork implements JobHandler {

  @Override
  public Set<String> jobTypes() {
    return Set.of("none", "endless");
  }

  @Override
  public String spanName(String jobType) {
    return "process_job." + jobType;
  }

  @Override
  public StagePlan plan(Job job) {
    boolean endless = job.type().equals("endless");
    return new StagePlan(
        List.of(
            new StagePlan.Stage(
                "nothing",
                Set.of(),
                true,
                1,
                context -> {
                  if (endless) {
                    new CountDownLatch(1).await();
                  }
                  return "results/none";
                })));
  }

  @Override
  public boolean isRetryable(Exception failure) {
    return true;
  }

  @Override
  public void discard(Job job) {}
}
