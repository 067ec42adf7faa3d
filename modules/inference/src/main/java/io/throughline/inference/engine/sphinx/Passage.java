package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.Transcription.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring segments aligned in one go: a longer stretch gives a steadier cepstral mean and
 * forgives segment times that are a little wrong.
 *
 * @param audio the stretch to search
 * @param first index of the first segment
 * @param segments the segments
 */
record Passage(Stretch audio, int first, List<Segment> segments) {

  private static final double MAX_SECONDS = 20;
  private static final double MAX_GAP = 2;
  private static final double MARGIN = 0.4;

  static List<Passage> group(List<Segment> segments, double duration) {
    List<Passage> passages = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < segments.size(); i++) {
      boolean last = i + 1 == segments.size();
      if (last
          || segments.get(i + 1).start() - segments.get(i).end() > MAX_GAP
          || segments.get(i + 1).end() - segments.get(first).start() > MAX_SECONDS) {
        passages.add(of(segments, first, i, duration));
        first = i + 1;
      }
    }
    return passages;
  }

  private static Passage of(List<Segment> segments, int first, int last, double duration) {
    double start = segments.get(first).start();
    double end = segments.get(last).end();
    double before = first == 0 ? 0 : segments.get(first - 1).end();
    double after = last + 1 == segments.size() ? duration : segments.get(last + 1).start();
    double from = start - Math.max(0, Math.min(MARGIN, (start - before) / 2));
    double to = end + Math.max(0, Math.min(MARGIN, (after - end) / 2));
    long fromSample = sample(Math.min(from, duration));
    long toSample = Math.max(fromSample, sample(Math.min(to, duration)));
    return new Passage(
        new Stretch(fromSample, toSample), first, List.copyOf(segments.subList(first, last + 1)));
  }

  private static long sample(double seconds) {
    return Math.max(0, Math.round(seconds * SphinxAudio.SAMPLE_RATE));
  }
}
