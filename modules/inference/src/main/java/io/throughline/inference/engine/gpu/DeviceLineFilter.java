package io.throughline.inference.engine.gpu;

import io.throughline.inference.engine.image.LineWeights;

/**
 * Filters pictures along rows and then along columns, in floats between: resizing, or blurring. Its
 * memory is given back when it is closed. For the session's thread.
 */
final class DeviceLineFilter implements AutoCloseable {

  private static final int THREADS = 128;

  /** Weights on the device. */
  private record Line(DeviceMemory first, DeviceMemory count, DeviceMemory weights, int taps) {

    static Line upload(GpuSession session, LineWeights line) {
      return new Line(
          session.allocate(HostData.of(line.first())),
          session.allocate(HostData.of(line.count())),
          session.allocate(HostData.of(line.weights())),
          line.taps());
    }

    void close() {
      first.close();
      count.close();
      weights.close();
    }
  }

  private final GpuSession session;
  private final Line across;
  private final Line down;
  private final int width;
  private final int height;
  private final int channels;
  private final int targetWidth;
  private final int targetHeight;

  /** Floats of a filtered row, padded so that four can be read at once. */
  private final int stride;

  private final DeviceMemory between;

  /**
   * @param width of the original
   * @param height of the original
   */
  DeviceLineFilter(
      GpuSession session,
      LineWeights across,
      LineWeights down,
      int width,
      int height,
      int channels) {
    this.session = session;
    this.across = Line.upload(session, across);
    this.down = Line.upload(session, down);
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.targetWidth = across.first().length;
    this.targetHeight = down.first().length;
    this.stride = (targetWidth * channels + 3) / 4 * 4;
    this.between = session.allocate(4L * stride * height);
  }

  /** Filters 8-bit samples of 3 or 4 channels, colours multiplied by their alpha. */
  void samples(DeviceMemory source, DeviceMemory target) {
    rows(Kernel.RESIZE_ROWS_U8, targetWidth, source);
    session.launch(
        Kernel.RESIZE_COLUMNS_U8,
        Grid.columns(stride / 4, targetHeight, THREADS),
        between.address(),
        target.address(),
        targetWidth * channels,
        stride,
        targetHeight,
        channels,
        down.first().address(),
        down.count().address(),
        down.weights().address(),
        down.taps());
  }

  /** Filters floats of any number of channels, each by itself. */
  void floats(DeviceMemory source, DeviceMemory target) {
    rows(Kernel.RESIZE_ROWS_F32, targetWidth * channels, source);
    session.launch(
        Kernel.RESIZE_COLUMNS_F32,
        Grid.columns(stride / 4, targetHeight, THREADS),
        between.address(),
        target.address(),
        targetWidth * channels,
        stride,
        targetHeight,
        down.first().address(),
        down.count().address(),
        down.weights().address(),
        down.taps());
  }

  /**
   * @param threads for each row
   */
  private void rows(Kernel kernel, int threads, DeviceMemory source) {
    session.launch(
        kernel,
        Grid.columns(threads, height, THREADS),
        source.address(),
        between.address(),
        width,
        height,
        targetWidth,
        stride,
        channels,
        across.first().address(),
        across.count().address(),
        across.weights().address(),
        across.taps());
  }

  @Override
  public void close() {
    across.close();
    down.close();
    between.close();
  }
}
