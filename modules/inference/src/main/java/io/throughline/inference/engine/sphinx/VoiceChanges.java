package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.frontend.FloatData;
import io.throughline.inference.api.PcmAudio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts speech where the voice changes without a pause. */
final class VoiceChanges {

  /** Cheaper than between clusters: a false cut is mended there, a missed one mixes two voices. */
  private static final double PRICE = 1.0;

  private static final int MIN_FRAMES = 80;
  private static final int STEP = 10;

  /** Longer stretches are cut before the search, which keeps its memory small. */
  private static final long MAX_STRETCH = 60L * SphinxAudio.SAMPLE_RATE;

  private static final int FRAME = VoiceActivity.FRAME;

  private final SphinxFrontEnd frontEnd;
  private final PcmAudio audio;

  VoiceChanges(SphinxFrontEnd frontEnd, PcmAudio audio) {
    this.frontEnd = frontEnd;
    this.audio = audio;
  }

  List<VoiceStretch> cut(Stretch speech) throws InterruptedException {
    List<VoiceStretch> found = new ArrayList<>();
    for (long from = speech.from(); from < speech.to(); from += MAX_STRETCH) {
      long to = Math.min(speech.to(), from + MAX_STRETCH);
      VoiceStatistics[] sums = sums(frontEnd.features(SphinxAudio.read(audio, from, to)));
      cut(new Stretch(from, to), sums, 0, sums.length - 1, found);
    }
    return found;
  }

  /** Statistics of the frames before each step. */
  private static VoiceStatistics[] sums(List<FloatData> features) {
    int dimension = features.isEmpty() ? 1 : features.get(0).getValues().length - 1;
    int steps = Math.max(1, features.size() / STEP);
    VoiceStatistics[] sums = new VoiceStatistics[steps + 1];
    sums[0] = new VoiceStatistics(dimension);
    for (int s = 0; s < steps; s++) {
      VoiceStatistics step = new VoiceStatistics(dimension);
      int end = s + 1 == steps ? features.size() : (s + 1) * STEP;
      for (int i = s * STEP; i < end; i++) {
        float[] cepstrum = features.get(i).getValues();
        // The first coefficient is loudness, which tells the distance, not the voice.
        step.add(Arrays.copyOfRange(cepstrum, 1, cepstrum.length));
      }
      sums[s + 1] = sums[s].plus(step);
    }
    return sums;
  }

  private static void cut(
      Stretch whole, VoiceStatistics[] sums, int from, int to, List<VoiceStretch> out) {
    int best = -1;
    double most = 0;
    for (int at = from + MIN_FRAMES / STEP; at <= to - MIN_FRAMES / STEP; at++) {
      double difference =
          VoiceStatistics.difference(sums[at].minus(sums[from]), sums[to].minus(sums[at]), PRICE);
      if (difference > most) {
        most = difference;
        best = at;
      }
    }
    if (best >= 0) {
      cut(whole, sums, from, best, out);
      cut(whole, sums, best, to, out);
      return;
    }
    long start = whole.from() + (long) from * STEP * FRAME;
    long end = to == sums.length - 1 ? whole.to() : whole.from() + (long) to * STEP * FRAME;
    VoiceStatistics voice = sums[to].minus(sums[from]);
    if (voice.count() > 0) {
      out.add(new VoiceStretch(new Stretch(start, end), voice));
    }
  }
}
