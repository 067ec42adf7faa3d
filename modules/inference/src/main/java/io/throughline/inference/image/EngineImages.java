package io.throughline.inference.image;

import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.Progress;
import io.throughline.inference.control.EngineCatalogue;
import io.throughline.inference.control.EngineRunner;
import io.throughline.inference.control.ListedModel;
import io.throughline.inference.control.ModelSource;
import io.throughline.inference.engine.onnx.OnnxUpscaleEngine;
import java.util.List;
import java.util.Optional;

/** Works on pictures with the engine that is configured. Thread-safe. */
public final class EngineImages implements ImageWorker, ModelSource {

  private final EngineCatalogue engines;
  private final Optional<OnnxUpscaleEngine> upscaler;
  private final EngineRunner runner;

  /**
   * @param upscaler makes pictures larger in place of the configured engine
   */
  EngineImages(EngineCatalogue engines, Optional<OnnxUpscaleEngine> upscaler, EngineRunner runner) {
    this.engines = engines;
    this.upscaler = upscaler;
    this.runner = runner;
  }

  @Override
  public Picture work(ImageJobType type, ImageRequest request, int priority, Progress progress)
      throws Exception {
    if (type == ImageJobType.UPSCALE && upscaler.isPresent()) {
      return runner.runAlone(upscaler.get(), request, progress);
    }
    return runner.runAlone(engines.image(), request, progress);
  }

  /** The model of the operator: the engines are listed where they are found. */
  @Override
  public List<ListedModel> models() {
    return upscaler.map(OnnxUpscaleEngine::description).stream()
        .map(about -> ListedModel.here(about.id(), about))
        .map(model -> model.doing(List.of(ImageJobType.UPSCALE.id())))
        .toList();
  }
}
