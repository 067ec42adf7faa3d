package io.throughline.inference.engine.gpu;

import io.throughline.inference.engine.audio.LogMel;
import io.throughline.inference.engine.audio.MelFilters;

/**
 * {@link LogMel} on a device, within 0.0002 of it: sums are of 32 bits there. The tables that
 * frames are multiplied by are made once. Immutable, so thread-safe.
 */
final class DeviceLogMel {

  private static final int FRAMES = 16;
  private static final int THREADS = 224;
  private static final int BINS = LogMel.WINDOW / 2 + 1;

  private final LogMel definition;
  private final float[] cosines = new float[BINS * BINS];
  private final float[] sines = new float[BINS * BINS];

  DeviceLogMel(LogMel definition) {
    this.definition = definition;
    for (int n = 0; n < BINS; n++) {
      for (int k = 0; k < BINS; k++) {
        double turn = 2 * Math.PI * (n * k % LogMel.WINDOW) / LogMel.WINDOW;
        cosines[n * BINS + k] = (float) Math.cos(turn);
        sines[n * BINS + k] = (float) Math.sin(turn);
      }
    }
  }

  /** As {@link LogMel#of}. */
  float[] of(GpuSession session, float[] audio) {
    int frames = LogMel.frames(audio.length);
    float[] spectrogram = new float[definition.mels() * frames];
    if (frames == 0) {
      return spectrogram;
    }
    try (DeviceMemory samples = session.allocate(HostData.of(audio));
        DeviceMemory result = session.allocate(4L * spectrogram.length)) {
      spectrogram(session, samples, audio.length, result);
      session.download(result, HostData.of(spectrogram));
    }
    return spectrogram;
  }

  /**
   * The spectrogram of audio that is on the device already.
   *
   * @param result room for {@code mels} rows of frames
   */
  void spectrogram(GpuSession session, DeviceMemory audio, int length, DeviceMemory result) {
    MelFilters filters = definition.filters();
    int frames = LogMel.frames(length);
    long size = (long) definition.mels() * frames;
    try (DeviceMemory window = session.allocate(HostData.of(definition.window()));
        DeviceMemory cosine = session.allocate(HostData.of(cosines));
        DeviceMemory sine = session.allocate(HostData.of(sines));
        DeviceMemory first = session.allocate(HostData.of(filters.first()));
        DeviceMemory count = session.allocate(HostData.of(filters.count()));
        DeviceMemory weights = session.allocate(HostData.of(filters.weights()));
        DeviceMemory maximum = session.allocate(4)) {
      session.clear(maximum);
      session.launch(
          Kernel.LOG_MEL,
          Grid.line((frames + FRAMES - 1L) / FRAMES * THREADS, THREADS),
          audio.address(),
          (long) length,
          frames,
          window.address(),
          cosine.address(),
          sine.address(),
          first.address(),
          count.address(),
          weights.address(),
          filters.taps(),
          definition.mels(),
          result.address(),
          maximum.address());
      session.launch(
          Kernel.LOG_MEL_SCALE,
          Grid.line(Math.min(size, 1 << 22), 256),
          result.address(),
          size,
          maximum.address());
    }
  }
}
