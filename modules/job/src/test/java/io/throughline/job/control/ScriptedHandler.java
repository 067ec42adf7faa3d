package io.throughline.job.control;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.StagePlan;
import io.throughline.job.api.StageWork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Handles jobs of one type by a plan that the test gives; an IOException may be tried again. */
final class ScriptedHandler implements JobHandler {

  static final String TYPE = "transcription";

  final List<String> discarded = new ArrayList<>();
  private final StagePlan plan;

  ScriptedHandler(StagePlan plan) {
    this.plan = plan;
  }

  /** A plan of one stage called {@code work}. */
  static ScriptedHandler of(StageWork work) {
    return new ScriptedHandler(Plans.of(Plans.stage("work", work)));
  }

  @Override
  public Set<String> jobTypes() {
    return Set.of(TYPE);
  }

  @Override
  public String spanName(String jobType) {
    return "audio_processing." + jobType;
  }

  @Override
  public StagePlan plan(Job job) {
    return plan;
  }

  @Override
  public boolean isRetryable(Exception failure) {
    return failure instanceof IOException;
  }

  @Override
  public void discard(Job job) {
    discarded.add(job.id());
  }
}
