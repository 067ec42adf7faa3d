package io.throughline.inference.engine.image;

import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.ImageEngine;
import io.throughline.inference.api.ImageOperation;
import io.throughline.inference.api.ImageOperation.Aged;
import io.throughline.inference.api.ImageOperation.Comic;
import io.throughline.inference.api.ImageOperation.Enhance;
import io.throughline.inference.api.ImageOperation.RemoveBackground;
import io.throughline.inference.api.ImageOperation.Upscale;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import java.util.List;

/** Changes pictures on all processors by classical filters, without a model. Thread-safe. */
public final class ProcessorImageEngine implements ImageEngine<RowWorkers> {

  private static final String ID = "raster";
  private static final int RADIUS = 4;

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
    return new Filters(workers, progress).apply(request.picture(), request.operation());
  }

  /** The operations, as sequences of filters. */
  private static final class Filters {

    private final Progress progress;
    private final SeparableFilter separable;
    private final Smoothing smoothing;
    private final Pixels pixels;
    private final LocalContrast contrast;
    private final Sharpening sharpening;
    private final BackgroundRemoval removal;

    Filters(RowWorkers workers, Progress progress) {
      this.progress = progress;
      this.separable = new SeparableFilter(workers);
      this.smoothing = new Smoothing(workers);
      this.pixels = new Pixels(workers);
      this.contrast = new LocalContrast(workers, pixels);
      this.sharpening = new Sharpening(separable, pixels);
      this.removal = new BackgroundRemoval(workers, separable);
    }

    Picture apply(Picture picture, ImageOperation operation)
        throws EngineException, InterruptedException {
      if (operation instanceof Upscale upscale) {
        return upscaled(picture, upscale);
      } else if (operation instanceof Enhance enhance) {
        return enhanced(picture, enhance);
      } else if (operation instanceof Comic comic) {
        return drawn(picture, comic);
      } else if (operation instanceof RemoveBackground remove) {
        return removal.apply(picture, remove, ID, progress);
      }
      return pixels.change(picture, new OldPhotograph((Aged) operation, picture)::apply);
    }

    private Picture upscaled(Picture picture, Upscale wanted) throws InterruptedException {
      Picture clean = smooth(picture, wanted.denoise());
      progress.report(0.5);
      return separable.resize(
          clean, picture.width() * wanted.scale(), picture.height() * wanted.scale());
    }

    private Picture enhanced(Picture picture, Enhance wanted) throws InterruptedException {
      // one variable, so that what a step leaves behind is free for the next
      Picture made = smooth(picture, wanted.denoise());
      progress.report(0.4);
      if (wanted.contrast() > 0) {
        made = contrast.apply(made, 2.5, 0.8 * wanted.contrast());
      }
      progress.report(0.7);
      if (wanted.saturation() > 0) {
        float more = (float) wanted.saturation();
        made = pixels.change(made, (x, y, rgb) -> saturate(rgb, more));
      }
      return wanted.sharpen() == 0 ? made : sharpening.apply(made, 1.5 * wanted.sharpen());
    }

    private Picture drawn(Picture picture, Comic wanted) throws InterruptedException {
      Picture smooth = smooth(picture, wanted.smoothing());
      progress.report(0.6);
      return pixels.change(smooth, new Drawing(wanted, smooth)::apply);
    }

    private Picture smooth(Picture picture, double strength) throws InterruptedException {
      return strength == 0 ? picture : smoothing.apply(picture, RADIUS, 90 * strength, 2);
    }

    private static void saturate(float[] rgb, float more) {
      float luma = Samples.luma(rgb[0], rgb[1], rgb[2]);
      for (int c = 0; c < 3; c++) {
        rgb[c] += more * (rgb[c] - luma);
      }
    }
  }
}
