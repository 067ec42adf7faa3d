package io.throughline.inference.api;

import java.util.Arrays;

/**
 * Tells speech from silence by how loud it is, against a noise floor that is learnt from the sound
 * around it.
 *
 * <p>Own work, in the manner of the adaptive energy detectors described by Ramírez, Górriz and
 * Segura, "Voice Activity Detection. Fundamentals and Speech Recognition System Robustness" (2007):
 * the floor is a low percentile of the frame energies around, speech is what rises clearly above
 * it. Whoever uses it smooths short holes and bursts away.
 */
public final class SpeechLevel {

  /** Frames in a second. */
  public static final int FRAMES_PER_SECOND = 100;

  /** Frames of silence within speech that are no pause yet. */
  public static final int LONGEST_HOLE = 12;

  /** Loud frames that it takes to be speech. */
  public static final int SHORTEST_BURST = 6;

  /** Quieter than this is silence whatever the floor: below the noise of any microphone. */
  private static final float SILENCE_DB = -65f;

  private static final float MIN_RISE_DB = 6f;
  private static final float RISE_SHARE = 0.3f;

  /** Coefficient of the first difference that takes away hum and offset. */
  private static final float EMPHASIS = 0.95f;

  private SpeechLevel() {}

  /**
   * Energy of a frame in dB, 0 for the loudest that there can be.
   *
   * @param samples in -1..1
   * @param from first sample of the frame; the one before it counts, where there is one
   * @param to sample after the frame's last
   */
  public static float decibels(float[] samples, int from, int to) {
    double sum = 1e-10;
    for (int k = Math.max(1, from); k < to; k++) {
      double change = samples[k] - EMPHASIS * samples[k - 1];
      sum += change * change;
    }
    return (float) (10 * Math.log10(sum / (to - from)));
  }

  /**
   * The level above which a frame is speech.
   *
   * @param around energies of the frames around it in dB, at least one; they are sorted
   */
  public static float threshold(float[] around) {
    Arrays.sort(around);
    float floor = around[around.length / 10];
    float loud = around[around.length * 19 / 20];
    float rise = Math.max(MIN_RISE_DB, RISE_SHARE * (loud - floor));
    return Math.max(SILENCE_DB, floor + rise);
  }
}
