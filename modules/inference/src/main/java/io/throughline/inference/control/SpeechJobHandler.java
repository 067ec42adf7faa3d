package io.throughline.inference.control;

import io.throughline.inference.api.EngineException;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.StagePlan;
import io.throughline.job.api.StagePlan.Stage;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Uploads;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Speech jobs: prepare, then transcribe and diarize side by side, align, assign speakers, store.
 */
final class SpeechJobHandler implements JobHandler {

  static final String TRANSCRIPTION = "transcription";

  private final SpeechStages stages;
  private final Uploads uploads;
  private final ObjectStorage storage;

  SpeechJobHandler(SpeechStages stages, Uploads uploads, ObjectStorage storage) {
    this.stages = stages;
    this.uploads = uploads;
    this.storage = storage;
  }

  @Override
  public Set<String> jobTypes() {
    return Set.of(TRANSCRIPTION);
  }

  @Override
  public String spanName(String jobType) {
    return "audio_processing." + jobType;
  }

  @Override
  public StagePlan plan(Job job) {
    SpeechParameters p = SpeechParameters.of(job.parameters());
    List<Stage> plan = new ArrayList<>();
    plan.add(new Stage(SpeechStages.PREPARE, Set.of(), false, 2, c -> stages.prepare(c, p)));
    plan.add(
        new Stage(
            SpeechStages.TRANSCRIBE,
            Set.of(SpeechStages.PREPARE),
            true,
            60,
            c -> stages.transcribe(c, p)));
    if (p.diarize()) {
      plan.add(
          new Stage(
              SpeechStages.DIARIZE,
              Set.of(SpeechStages.PREPARE),
              true,
              15,
              c -> stages.diarize(c, p)));
    }
    plan.add(
        new Stage(
            SpeechStages.ALIGN,
            Set.of(SpeechStages.PREPARE, SpeechStages.TRANSCRIBE),
            true,
            20,
            stages::align));
    Set<String> all =
        p.diarize()
            ? Set.of(SpeechStages.TRANSCRIBE, SpeechStages.ALIGN, SpeechStages.DIARIZE)
            : Set.of(SpeechStages.TRANSCRIBE, SpeechStages.ALIGN);
    plan.add(
        new Stage(SpeechStages.ASSIGN_SPEAKERS, all, false, 1, c -> stages.assignSpeakers(c, p)));
    plan.add(
        new Stage(
            SpeechStages.STORE, Set.of(SpeechStages.ASSIGN_SPEAKERS), false, 2, stages::store));
    return new StagePlan(plan);
  }

  @Override
  public boolean isRetryable(Exception failure) {
    return !(failure instanceof EngineException || failure instanceof MediaRejectedException);
  }

  @Override
  public void discard(Job job) throws Exception {
    try (var results = storage.list(SpeechStages.resultPrefix(job))) {
      for (ObjectStorage.StoredObject result : results.toList()) {
        storage.delete(result.key());
      }
    }
    if (job.uploadId().isPresent()) {
      uploads.delete(job.uploadId().get());
    }
  }
}
