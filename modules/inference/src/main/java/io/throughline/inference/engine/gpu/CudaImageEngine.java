package io.throughline.inference.engine.gpu;

import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.EngineOverloadedException;
import io.throughline.inference.api.ImageEngine;
import io.throughline.inference.api.ImageOperation.RemoveBackground;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import io.throughline.inference.engine.image.PictureSteps;
import io.throughline.inference.engine.image.ProcessorImageEngine;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Changes pictures on a graphics card, sample for sample as the raster engine. Thread-safe. */
public final class CudaImageEngine implements ImageEngine<CudaImageEngine.Card> {

  private static final String ID = "cuda";

  /**
   * The card. Closing it does nothing: others use it too.
   *
   * @param gpu where the work is done
   */
  public record Card(Gpu gpu) implements AutoCloseable {
    @Override
    public void close() {}
  }

  private final Supplier<Optional<Gpu>> card;

  /** On the card of this machine, if it has one. */
  public CudaImageEngine() {
    this(() -> Cuda.probed().gpu());
  }

  CudaImageEngine(Supplier<Optional<Gpu>> card) {
    this.card = card;
  }

  @Override
  public boolean isAvailable() {
    return card.get().isPresent();
  }

  @Override
  public EngineDescription description() {
    return new EngineDescription(
        ID,
        "1.0",
        "none",
        PipelineStage.IMAGE,
        List.of(),
        "cuda",
        "float32",
        List.of(
            "Filters, not a model: an enlarged picture has no details that the small one lacks.",
            "A background is removed by the processor, as the raster engine does it."));
  }

  @Override
  public Card load() throws EngineException {
    return new Card(
        card.get().orElseThrow(() -> new EngineException(ID, "there is no graphics card")));
  }

  @Override
  public Picture process(Card model, ImageRequest request, Progress progress)
      throws EngineException, InterruptedException {
    if (request.operation() instanceof RemoveBackground) {
      return onProcessor(new ProcessorImageEngine(), request, progress);
    }
    try {
      return model.gpu().run(session -> changed(session, request, progress), progress::device);
    } catch (DeviceMemoryException e) {
      throw new EngineOverloadedException(ID, "the graphics card has no room now", e);
    } catch (DeviceException e) {
      throw new EngineException(ID, "the graphics card failed", e);
    }
  }

  /** For what is no work of many small steps alike. */
  private static <M extends AutoCloseable> Picture onProcessor(
      ImageEngine<M> engine, ImageRequest request, Progress progress)
      throws EngineException, InterruptedException {
    M workers = engine.load();
    try {
      return engine.process(workers, request, progress);
    } finally {
      close(workers);
    }
  }

  private static void close(AutoCloseable workers) throws EngineException {
    try {
      workers.close();
    } catch (Exception e) {
      throw new EngineException(ID, "its threads did not end", e);
    }
  }

  private static Picture changed(GpuSession session, ImageRequest request, Progress progress)
      throws InterruptedException {
    try (DeviceFilters filters = new DeviceFilters(session)) {
      DevicePicture source = filters.upload(request.picture());
      return filters.download(
          new PictureSteps<>(filters, progress).apply(source, request.operation()));
    }
  }
}
