package io.throughline.inference.engine.onnx;

import ai.onnxruntime.OrtException;
import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.EngineException;
import io.throughline.inference.api.ImageEngine;
import io.throughline.inference.api.ImageOperation.Upscale;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes pictures larger by a network such as Real-ESRGAN: one input and one output of 32-bit floats
 * from 0 to 1, shaped batch, channels, rows, columns. Knows no other operation. Thread-safe.
 */
public final class OnnxUpscaleEngine implements ImageEngine<UpscaleNetwork> {

  private static final String ID = "onnx-upscale";
  private static final int TILE = 192;
  private static final int OVERLAP = 16;

  private final Path file;
  private final int tile;
  private final int overlap;

  /**
   * @param file the network, in ONNX
   */
  public OnnxUpscaleEngine(Path file) {
    this(file, TILE, OVERLAP);
  }

  /**
   * @param tile most pixels of a tile's side, for a network that does not say
   * @param overlap pixels that a tile sees beyond those that it makes, on each side
   */
  OnnxUpscaleEngine(Path file, int tile, int overlap) {
    this.file = file;
    this.tile = tile;
    this.overlap = overlap;
  }

  @Override
  public EngineDescription description() {
    return new EngineDescription(
        ID,
        "1.0",
        file.getFileName().toString(),
        PipelineStage.IMAGE,
        List.of(),
        "cpu",
        "float32",
        List.of(
            "Only makes pictures larger.",
            "What a network sees farther away than " + overlap + " pixels may leave seams."));
  }

  /**
   * Loads and tries the network once.
   *
   * @throws EngineException if it cannot be used; the message says why
   */
  public void check() throws EngineException, InterruptedException {
    try {
      load().close();
    } catch (OrtException e) {
      throw new EngineException(ID, "the network does not end", e);
    }
  }

  @Override
  public UpscaleNetwork load() throws EngineException, InterruptedException {
    if (!Files.isReadable(file)) {
      throw new EngineException(ID, "there is no model file that can be read");
    }
    try {
      return UpscaleNetwork.load(file, tile, overlap);
    } catch (OrtException | LinkageError e) {
      throw new EngineException(ID, "the model file is no network that ONNX Runtime loads", e);
    } catch (IllegalArgumentException e) {
      throw new EngineException(ID, "the model " + e.getMessage(), e);
    }
  }

  @Override
  public Picture process(UpscaleNetwork network, ImageRequest request, Progress progress)
      throws EngineException, InterruptedException {
    if (!(request.operation() instanceof Upscale wanted)) {
      throw new EngineException(ID, "only makes pictures larger");
    }
    try {
      return network.enlarge(request.picture(), wanted.scale(), progress);
    } catch (OrtException e) {
      throw new EngineException(ID, "the network failed on a tile", e);
    }
  }
}
