package io.throughline.inference.engine.image;

import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.ImageEngine;
import io.throughline.inference.api.ImageOperation.RemoveBackground;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import java.util.List;

/** Changes pictures on all processors by classical filters, without a model. Thread-safe. */
public final class ProcessorImageEngine implements ImageEngine<RowWorkers> {

  private static final String ID = "raster";

  @Override
  public EngineDescription description() {
    return new EngineDescription(
        ID,
        "1.0",
        "none",
        PipelineStage.IMAGE,
        List.of(),
        "cpu",
        "float32",
        List.of(
            "Filters, not a model: an enlarged picture has no details that the small one lacks.",
            "A background is told by its colours: one like the subject's takes part of it along."));
  }

  @Override
  public RowWorkers load() {
    return RowWorkers.onAllProcessors();
  }

  @Override
  public Picture process(RowWorkers workers, ImageRequest request, Progress progress)
      throws EngineException, InterruptedException {
    if (request.operation() instanceof RemoveBackground wanted) {
      return new BackgroundRemoval(workers, new SeparableFilter(workers))
          .apply(request.picture(), wanted, ID, progress);
    }
    return new PictureSteps<>(new ProcessorFilters(workers), progress)
        .apply(request.picture(), request.operation());
  }
}
