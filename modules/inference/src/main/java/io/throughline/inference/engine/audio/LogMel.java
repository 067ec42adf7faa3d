package io.throughline.inference.engine.audio;

/**
 * The log-mel spectrogram that Whisper is given (Radford et al. 2022, section 2.2, and its {@code
 * log_mel_spectrogram}): frames of 25 ms every 10 ms, centred, the audio mirrored at its ends; a
 * periodic Hann window; power of the bins; mel filters; log10, not below 1e-10, and not more than 8
 * below the largest value; plus 4, divided by 4. Immutable, so thread-safe.
 */
public final class LogMel {

  /** Samples a second. */
  public static final int RATE = 16_000;

  /** Samples of a frame. */
  public static final int WINDOW = 400;

  /** Samples from one frame to the next. */
  public static final int HOP = 160;

  private static final double SMALLEST = 1e-10;
  private static final double RANGE = 8;

  private final int mels;
  private final MelFilters filters;
  private final float[] window = new float[WINDOW];
  private final Fourier fourier = new Fourier(WINDOW);

  /**
   * @param mels how many filters: 80, or 128 for the newest models
   */
  public LogMel(int mels) {
    this.mels = mels;
    this.filters = MelFilters.of(mels);
    for (int i = 0; i < WINDOW; i++) {
      window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / WINDOW));
    }
  }

  public int mels() {
    return mels;
  }

  public MelFilters filters() {
    return filters;
  }

  /** What frames are multiplied by. */
  public float[] window() {
    return window.clone();
  }

  /** Frames of so many samples. */
  public static int frames(int samples) {
    return samples / HOP;
  }

  /**
   * The spectrogram.
   *
   * @param audio mono, 16 kHz, -1 to 1
   * @return {@code mels} rows of {@link #frames} values
   */
  public float[] of(float[] audio) {
    int frames = frames(audio.length);
    double[] logs = new double[mels * frames];
    double[] samples = new double[2 * WINDOW];
    double[] bins = new double[2 * WINDOW];
    double largest = Double.NEGATIVE_INFINITY;
    for (int frame = 0; frame < frames; frame++) {
      int start = frame * HOP - WINDOW / 2;
      for (int i = 0; i < WINDOW; i++) {
        samples[2 * i] = (double) sample(audio, start + i) * window[i];
      }
      fourier.transform(samples, bins);
      for (int mel = 0; mel < mels; mel++) {
        double log = Math.log10(Math.max(SMALLEST, energy(bins, mel)));
        logs[mel * frames + frame] = log;
        largest = Math.max(largest, log);
      }
    }
    float[] spectrogram = new float[logs.length];
    for (int i = 0; i < logs.length; i++) {
      spectrogram[i] = (float) ((Math.max(logs[i], largest - RANGE) + 4) / 4);
    }
    return spectrogram;
  }

  private double energy(double[] bins, int mel) {
    double sum = 0;
    for (int k = 0; k < filters.count()[mel]; k++) {
      int bin = 2 * (filters.first()[mel] + k);
      double power = bins[bin] * bins[bin] + bins[bin + 1] * bins[bin + 1];
      sum += filters.weights()[mel * filters.taps() + k] * power;
    }
    return sum;
  }

  /** Mirrored at the ends; nothing where even that is beyond them. */
  private static float sample(float[] audio, int at) {
    int mirrored = Math.abs(at);
    if (mirrored >= audio.length) {
      mirrored = 2 * (audio.length - 1) - mirrored;
    }
    return mirrored < 0 ? 0 : audio[mirrored];
  }
}
