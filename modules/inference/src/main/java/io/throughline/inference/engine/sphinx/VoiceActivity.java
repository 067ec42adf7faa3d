package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.SpeechLevel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds speech in a recording, by {@link SpeechLevel} against a floor that follows the recording.
 */
final class VoiceActivity {

  static final int FRAME = SphinxAudio.SAMPLE_RATE / SpeechLevel.FRAMES_PER_SECOND;

  private static final int BLOCK_FRAMES = 3_000;

  private VoiceActivity() {}

  /** Speech in order of time; holes shorter than 0.12 s are closed. */
  static List<Stretch> find(PcmAudio audio) throws InterruptedException {
    float[] energies = energies(audio);
    boolean[] speech = new boolean[energies.length];
    for (int from = 0; from < energies.length; from += BLOCK_FRAMES / 2) {
      int to = Math.min(energies.length, from + BLOCK_FRAMES / 2);
      int left = Math.max(0, from - BLOCK_FRAMES / 4);
      int right = Math.min(energies.length, to + BLOCK_FRAMES / 4);
      float threshold = SpeechLevel.threshold(Arrays.copyOfRange(energies, left, right));
      for (int i = from; i < to; i++) {
        speech[i] = energies[i] > threshold;
      }
    }
    return smooth(speech, audio.samples());
  }

  /** Energy in dB of each 10 ms. */
  private static float[] energies(PcmAudio audio) throws InterruptedException {
    int frames = Math.toIntExact(audio.samples() / FRAME);
    float[] energies = new float[frames];
    for (int block = 0; block < frames; block += BLOCK_FRAMES) {
      int count = Math.min(BLOCK_FRAMES, frames - block);
      float[] samples =
          SphinxAudio.read(audio, (long) block * FRAME, (long) (block + count) * FRAME);
      for (int i = 0; i < count && (i + 1) * FRAME <= samples.length; i++) {
        energies[block + i] = SpeechLevel.decibels(samples, i * FRAME, (i + 1) * FRAME);
      }
    }
    return energies;
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
      if (last != null && i - last[1] < SpeechLevel.LONGEST_HOLE) {
        last[1] = end;
      } else {
        runs.add(new int[] {i, end});
      }
      i = end;
    }
    return runs.stream()
        .filter(run -> run[1] - run[0] >= SpeechLevel.SHORTEST_BURST)
        .map(run -> new Stretch((long) run[0] * FRAME, Math.min(samples, (long) run[1] * FRAME)))
        .toList();
  }
}
