package io.throughline.inference.image;

import static io.throughline.inference.image.ImageStages.DECODE;
import static io.throughline.inference.image.ImageStages.ENCODE;
import static io.throughline.inference.image.ImageStages.INDEX;
import static io.throughline.inference.image.ImageStages.PROCESS;
import static io.throughline.inference.image.ImageStages.STORE;

import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.EngineOverloadedException;
import io.throughline.inference.control.JobFiles;
import io.throughline.inference.remote.RemoteServerException;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobDetails;
import io.throughline.job.api.JobHandler;
import io.throughline.job.api.JobState;
import io.throughline.job.api.StagePlan;
import io.throughline.job.api.StagePlan.Stage;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.StorageOutage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Picture jobs: decode, process, encode, store, index, one after the other. */
final class ImageJobHandler implements JobHandler {

  private final ImageStages stages;
  private final JobFiles files;
  private final SignedLinks links;
  private final ImageIndex index;

  ImageJobHandler(ImageStages stages, JobFiles files, SignedLinks links, ImageIndex index) {
    this.stages = stages;
    this.files = files;
    this.links = links;
    this.index = index;
  }

  @Override
  public Set<String> jobTypes() {
    return ImageJobType.ids();
  }

  @Override
  public String spanName(String jobType) {
    return "process_job." + jobType;
  }

  @Override
  public StagePlan plan(Job job) {
    ImageParameters parameters = ImageParameters.of(job);
    return new StagePlan(
        List.of(
            new Stage(DECODE, Set.of(), false, 10, c -> stages.decode(c, parameters)),
            new Stage(PROCESS, Set.of(DECODE), false, 70, c -> stages.process(c, parameters)),
            new Stage(ENCODE, Set.of(PROCESS), false, 15, c -> stages.encode(c, parameters)),
            new Stage(STORE, Set.of(ENCODE), false, 5, c -> stages.store(c, parameters)),
            new Stage(INDEX, Set.of(STORE), false, 1, c -> stages.index(c, parameters))));
  }

  @Override
  public boolean isOutage(Exception failure) {
    return StorageOutage.isIn(failure);
  }

  @Override
  public boolean isRetryable(Exception failure) {
    boolean isRefused = failure instanceof RemoteServerException remote && remote.isRefusal();
    boolean isFinal =
        failure instanceof EngineException || failure instanceof MediaRejectedException;
    return failure instanceof EngineOverloadedException || !isRefused && !isFinal;
  }

  @Override
  public Optional<String> resultPath(Job job) {
    return job.state() == JobState.COMPLETED
        ? Optional.of(links.sign(SignedLinks.result(job.id())))
        : Optional.empty();
  }

  @Override
  public JobDetails details(Job job) {
    return new JobDetails(ImageParameters.of(job).shown(), resultPath(job));
  }

  @Override
  public OptionalDouble size(Job job) {
    return OptionalDouble.of(ImageParameters.of(job).source().pixels());
  }

  @Override
  public void discard(Job job) throws Exception {
    index.remove(job);
    files.discard(job);
  }
}
