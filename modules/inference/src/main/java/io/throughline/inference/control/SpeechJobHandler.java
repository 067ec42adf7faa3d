package io.throughline.inference.control;

import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.EngineOverloadedException;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.StagePlan;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.StorageOutage;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Speech jobs: prepare, then transcribe and diarize side by side, align, assign speakers, store,
 * index.
 */
final class SpeechJobHandler implements JobHandler {

  private final SpeechStages stages;
  private final JobFiles files;
  private final TranscriptIndex index;

  SpeechJobHandler(SpeechStages stages, JobFiles files, TranscriptIndex index) {
    this.stages = stages;
    this.files = files;
    this.index = index;
  }

  @Override
  public Set<String> jobTypes() {
    return SpeechJobType.ids();
  }

  @Override
  public String spanName(String jobType) {
    return "audio_processing." + jobType;
  }

  @Override
  public StagePlan plan(Job job) {
    SpeechJobType type =
        SpeechJobType.of(job.type())
            .orElseThrow(() -> new IllegalArgumentException("not a speech job: " + job.type()));
    return SpeechPlan.of(type, SpeechParameters.of(job.parameters()), stages);
  }

  @Override
  public boolean isOutage(Exception failure) {
    return StorageOutage.isIn(failure);
  }

  @Override
  public boolean isRetryable(Exception failure) {
    return failure instanceof EngineOverloadedException
        || !(failure instanceof EngineException || failure instanceof MediaRejectedException);
  }

  @Override
  public Optional<String> resultPath(Job job) {
    return SpeechJobType.of(job.type()).map(type -> type.resultPath() + job.id());
  }

  @Override
  public OptionalDouble size(Job job) {
    return OptionalDouble.of(SpeechParameters.of(job.parameters()).duration());
  }

  @Override
  public void discard(Job job) throws Exception {
    index.remove(job);
    files.discard(job);
  }
}
