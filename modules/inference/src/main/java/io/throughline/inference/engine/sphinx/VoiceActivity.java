package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.PcmAudio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds speech by energy against a noise floor that follows the recording.
 *
 * <p>Own work, in the manner of the adaptive energy detectors described by Ramírez, Górriz and
 * Segura, "Voice Activity Detection. Fundamentals and Speech Recognition System Robustness" (2007):
 * the floor is a low percentile of the frame energies around, speech is what rises clearly above
 * it, and short holes and bursts are smoothed away.
 */
final class VoiceActivity {

  static final int FRAME = SphinxAudio.SAMPLE_RATE / 100;

  private static final int BLOCK_FRAMES = 3_000;

  /** Quieter than this is silence whatever the floor: below the noise of any microphone. */
  private static final float SILENCE_DB = -65f;

  private static final float MIN_RISE_DB = 6f;
  private static final float RISE_SHARE = 0.3f;
  private static final int MAX_HOLE = 12;
  private static final int MIN_BURST = 6;

  private VoiceActivity() {}

  /** Speech in order of time; holes shorter than 0.12 s are closed. */
  static List<Stretch> find(PcmAudio audio) throws InterruptedException {
    float[] energies = energies(audio);
    boolean[] speech = new boolean[energies.length];
    for (int from = 0; from < energies.length; from += BLOCK_FRAMES / 2) {
      int to = Math.min(energies.length, from + BLOCK_FRAMES / 2);
      int left = Math.max(0, from - BLOCK_FRAMES / 4);
      int right = Math.min(energies.length, to + BLOCK_FRAMES / 4);
      float threshold = threshold(Arrays.copyOfRange(energies, left, right));
      for (int i = from; i < to; i++) {
        speech[i] = energies[i] > threshold;
      }
    }
    return smooth(speech, audio.samples());
  }

  /** Energy in dB of each 10 ms, after a first difference that takes away hum and offset. */
  private static float[] energies(PcmAudio audio) throws InterruptedException {
    int frames = Math.toIntExact(audio.samples() / FRAME);
    float[] energies = new float[frames];
    for (int block = 0; block < frames; block += BLOCK_FRAMES) {
      int count = Math.min(BLOCK_FRAMES, frames - block);
      float[] samples =
          SphinxAudio.read(audio, (long) block * FRAME, (long) (block + count) * FRAME);
      for (int i = 0; i < count && (i + 1) * FRAME <= samples.length; i++) {
        double sum = 1e-10;
        for (int k = Math.max(1, i * FRAME); k < (i + 1) * FRAME; k++) {
          double change = samples[k] - 0.95f * samples[k - 1];
          sum += change * change;
        }
        energies[block + i] = (float) (10 * Math.log10(sum / FRAME));
      }
    }
    return energies;
  }

  private static float threshold(float[] around) {
    Arrays.sort(around);
    float floor = around[around.length / 10];
    float loud = around[around.length * 19 / 20];
    float rise = Math.max(MIN_RISE_DB, RISE_SHARE * (loud - floor));
    return Math.max(SILENCE_DB, floor + rise);
  }

  private static List<Stretch> smooth(boolean[] speech, long samples) {
    List<int[]> runs = new ArrayList<>();
    for (int i = 0; i < speech.length; ) {
      if (!speech[i]) {
        i++;
        continue;
      }
      int end = i;
      while (end < speech.length && speech[end]) {
        end++;
      }
      int[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (last != null && i - last[1] < MAX_HOLE) {
        last[1] = end;
      } else {
        runs.add(new int[] {i, end});
      }
      i = end;
    }
    return runs.stream()
        .filter(run -> run[1] - run[0] >= MIN_BURST)
        .map(run -> new Stretch((long) run[0] * FRAME, Math.min(samples, (long) run[1] * FRAME)))
        .toList();
  }
}
