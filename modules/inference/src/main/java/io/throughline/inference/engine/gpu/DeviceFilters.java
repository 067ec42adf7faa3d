package io.throughline.inference.engine.gpu;

import io.throughline.inference.api.ImageOperation.Aged;
import io.throughline.inference.api.ImageOperation.Comic;
import io.throughline.inference.api.Picture;
import io.throughline.inference.engine.image.BilateralWeights;
import io.throughline.inference.engine.image.LineWeights;
import io.throughline.inference.engine.image.PictureFilters;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The filters on a device, sample for sample the same as on the processor. All memory that they
 * took is given back when they are closed. For the session's thread.
 */
final class DeviceFilters implements PictureFilters<DevicePicture>, AutoCloseable {

  private static final int THREADS = 128;
  private static final int TILES = 8;
  private static final int LEVELS = 256;

  private final GpuSession session;
  private final Deque<DeviceMemory> memory = new ArrayDeque<>();

  DeviceFilters(GpuSession session) {
    this.session = session;
  }

  /** Takes a picture to the device. */
  DevicePicture upload(Picture picture) {
    DeviceMemory samples = table(HostData.of(picture.samples()));
    return new DevicePicture(samples, picture.width(), picture.height(), picture.channels());
  }

  /** Brings a picture back. */
  Picture download(DevicePicture picture) {
    Picture target = Picture.blank(picture.width(), picture.height(), picture.channels());
    session.download(picture.memory(), HostData.of(target.samples()));
    return target;
  }

  @Override
  public DevicePicture smooth(
      DevicePicture picture, int radius, double sigmaColor, double sigmaSpace) {
    BilateralWeights weights = BilateralWeights.of(radius, sigmaColor, sigmaSpace);
    DeviceMemory offsets = table(HostData.of(weights.offsets()));
    DeviceMemory distance = table(HostData.of(weights.distance()));
    DeviceMemory nearness = table(HostData.of(weights.nearness()));
    return change(
        Kernel.BILATERAL,
        picture,
        offsets.address(),
        distance.address(),
        weights.size(),
        nearness.address());
  }

  @Override
  public DevicePicture enlarge(DevicePicture picture, int scale) {
    int width = picture.width() * scale;
    int height = picture.height() * scale;
    return separable(
        picture,
        LineWeights.lanczos3(picture.width(), width),
        LineWeights.lanczos3(picture.height(), height),
        blank(width, height, picture.channels()));
  }

  private DevicePicture separable(
      DevicePicture source, LineWeights across, LineWeights down, DevicePicture target) {
    try (DeviceLineFilter filter =
        new DeviceLineFilter(
            session, across, down, source.width(), source.height(), source.channels())) {
      filter.samples(source.memory(), target.memory());
    }
    return target;
  }

  @Override
  public DevicePicture contrast(DevicePicture picture, double clip, double strength) {
    DeviceMemory curves = take(4L * TILES * TILES * LEVELS);
    session.launch(
        Kernel.CONTRAST_CURVES,
        new Grid(TILES * TILES, 1, LEVELS, 0),
        picture.memory().address(),
        curves.address(),
        picture.width(),
        picture.height(),
        picture.channels(),
        clip);
    return change(Kernel.CONTRAST_APPLY, picture, curves.address(), (float) strength);
  }

  @Override
  public DevicePicture saturate(DevicePicture picture, double more) {
    return change(Kernel.SATURATE_COLOURS, picture, (float) more);
  }

  @Override
  public DevicePicture sharpen(DevicePicture picture, double amount) {
    DevicePicture blurred =
        separable(
            picture,
            LineWeights.gaussian(picture.width(), SHARPENING_SIGMA),
            LineWeights.gaussian(picture.height(), SHARPENING_SIGMA),
            like(picture));
    DevicePicture target = like(picture);
    session.launch(
        Kernel.UNSHARP_MASK,
        everyPixel(picture),
        picture.memory().address(),
        blurred.memory().address(),
        target.memory().address(),
        picture.width(),
        picture.height(),
        picture.channels(),
        (float) amount);
    return target;
  }

  @Override
  public DevicePicture draw(DevicePicture picture, Comic wanted) {
    return change(Kernel.DRAW_COMIC, picture, 255f / (wanted.levels() - 1), (float) wanted.edges());
  }

  @Override
  public DevicePicture age(DevicePicture picture, Aged wanted) {
    return change(
        Kernel.AGE_PHOTOGRAPH,
        picture,
        (float) wanted.sepia(),
        (float) wanted.fade(),
        (float) wanted.grain(),
        (float) wanted.vignette(),
        wanted.seed());
  }

  /** Runs a kernel from one picture to a new one of its size. */
  private DevicePicture change(Kernel kernel, DevicePicture source, Object... more) {
    DevicePicture target = like(source);
    Object[] all = new Object[5 + more.length];
    all[0] = source.memory().address();
    all[1] = target.memory().address();
    all[2] = source.width();
    all[3] = source.height();
    all[4] = source.channels();
    System.arraycopy(more, 0, all, 5, more.length);
    session.launch(kernel, everyPixel(source), all);
    return target;
  }

  private static Grid everyPixel(DevicePicture picture) {
    return Grid.columns(picture.width(), picture.height(), THREADS);
  }

  private DevicePicture like(DevicePicture picture) {
    return blank(picture.width(), picture.height(), picture.channels());
  }

  private DevicePicture blank(int width, int height, int channels) {
    return new DevicePicture(take(Picture.size(width, height, channels)), width, height, channels);
  }

  private DeviceMemory take(long bytes) {
    memory.push(session.allocate(bytes));
    return memory.peek();
  }

  private DeviceMemory table(HostData content) {
    memory.push(session.allocate(content));
    return memory.peek();
  }

  @Override
  public void close() {
    memory.forEach(DeviceMemory::close);
  }
}
