package io.throughline.inference.engine.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.Progress;
import io.throughline.inference.engine.image.PictureSize;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** A loaded network that makes pictures larger. Thread-safe, until it is closed. */
final class UpscaleNetwork implements AutoCloseable {

  private static final int CHANNELS = 3;
  private static final int LARGEST_FACTOR = 8;
  private static final int PROBE = 32;

  private final OrtSession session;
  private final StoppableRuns runs = new StoppableRuns();
  private final PictureSize sizes = new PictureSize();
  private final String input;
  private final int fixedWidth;
  private final int fixedHeight;
  private final int tile;
  private final int overlap;
  private int factor;

  private UpscaleNetwork(OrtSession session, int tile, int overlap) throws OrtException {
    this.session = session;
    long[] shape = pictureShape("input", session.getInputInfo().values());
    pictureShape("output", session.getOutputInfo().values());
    this.input = session.getInputNames().iterator().next();
    this.fixedHeight = (int) Math.max(0, shape[2]);
    this.fixedWidth = (int) Math.max(0, shape[3]);
    this.tile = tile;
    this.overlap = overlap;
  }

  /**
   * Loads a network and tries it.
   *
   * @throws IllegalArgumentException if it is none that makes pictures larger; the message goes on
   *     after "the model"
   */
  static UpscaleNetwork load(Path file, int tile, int overlap)
      throws OrtException, InterruptedException {
    OrtSession session;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      session = OrtEnvironment.getEnvironment().createSession(file.toString(), options);
    }
    UpscaleNetwork network = null;
    try {
      network = new UpscaleNetwork(session, tile, overlap);
      network.factor = network.tried();
      return network;
    } finally {
      if (network == null) {
        session.close();
      } else if (network.factor == 0) {
        network.close();
      }
    }
  }

  private static long[] pictureShape(
      String what, Collection<? extends ai.onnxruntime.NodeInfo> all) {
    if (all.size() != 1) {
      throw new IllegalArgumentException("must have one " + what + ", it has " + all.size());
    }
    ValueInfo value = all.iterator().next().getInfo();
    if (!(value instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
      throw new IllegalArgumentException("must have 32-bit floats as its " + what);
    }
    long[] shape = tensor.getShape();
    if (shape.length != 4 || shape[0] > 1 || shape[1] != CHANNELS && shape[1] != -1) {
      throw new IllegalArgumentException(
          "must have an "
              + what
              + " of batch, 3 channels, rows and columns; its shape is "
              + Arrays.toString(shape));
    }
    return shape;
  }

  /** How many times as large its pictures are, as one of them shows. */
  private int tried() throws OrtException, InterruptedException {
    int width = fixedWidth == 0 ? PROBE : fixedWidth;
    int height = fixedHeight == 0 ? PROBE : fixedHeight;
    if (Math.min(width, height) <= 2 * overlap && Math.max(fixedWidth, fixedHeight) > 0) {
      throw new IllegalArgumentException(
          "takes pictures of " + width + " x " + height + " only, which is too small for tiles");
    }
    long[] shape = run(new float[CHANNELS * width * height], width, height).shape();
    long found = shape[3] / width;
    if (shape[1] != CHANNELS
        || shape[2] != found * height
        || shape[3] != found * width
        || found < 2
        || found > LARGEST_FACTOR) {
      throw new IllegalArgumentException(
          "must make pictures 2 to "
              + LARGEST_FACTOR
              + " times as large; of "
              + width
              + " x "
              + height
              + " pixels it makes "
              + Arrays.toString(shape));
    }
    return (int) found;
  }

  /** What came out of it: planes of floats. */
  private record Planes(long[] shape, float[] values) {}

  private Planes run(float[] planes, int width, int height)
      throws OrtException, InterruptedException {
    long[] shape = {1, CHANNELS, height, width};
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(planes), shape);
        OrtSession.Result result = runs.run(session, Map.of(input, tensor))) {
      OnnxTensor made = (OnnxTensor) result.get(0);
      FloatBuffer buffer = made.getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return new Planes(made.getInfo().getShape(), values);
    }
  }

  /** Makes a picture so many times as large, tile by tile. */
  Picture enlarge(Picture source, int scale, Progress progress)
      throws OrtException, InterruptedException {
    Picture made =
        Picture.blank(
            Math.multiplyExact(source.width(), factor),
            Math.multiplyExact(source.height(), factor),
            CHANNELS);
    TileRow across = new TileRow(source.width(), tile, fixedWidth, overlap);
    TileRow down = new TileRow(source.height(), tile, fixedHeight, overlap);
    for (int j = 0; j < down.count(); j++) {
      for (int i = 0; i < across.count(); i++) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        TilePixels pixels = new TilePixels(across, i, down, j, factor);
        Planes planes = run(pixels.cut(source), across.length(), down.length());
        pixels.put(planes.values(), made);
        progress.report(0.95 * (j * across.count() + i + 1) / (across.count() * down.count()));
      }
    }
    return sizes.fitted(made, source, source.width() * scale, source.height() * scale);
  }

  @Override
  public void close() throws OrtException {
    runs.close();
    sizes.close();
    session.close();
  }
}
