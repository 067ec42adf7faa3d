package io.throughline.inference.engine.sphinx;

import java.util.ArrayList;
import java.util.List;

/**
 * Groups speech into utterances that a recogniser takes at once: long enough for a stable cepstral
 * mean, short enough for memory and for all cores to have work, cut at pauses.
 */
final class Utterances {

  /** A pause that ends an utterance of at least {@link #MIN_LENGTH}. */
  private static final long CLEAR_PAUSE = seconds(0.4);

  private static final long MIN_LENGTH = seconds(2);
  private static final long MAX_LENGTH = seconds(20);

  /** Pauses this long end an utterance however short it is. */
  private static final long LONG_PAUSE = seconds(1.5);

  /** Silence kept around speech, so that soft beginnings and endings are heard. */
  private static final long MARGIN = seconds(0.2);

  private Utterances() {}

  static List<Stretch> group(List<Stretch> speech, long samples) {
    List<Stretch> utterances = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < speech.size(); i++) {
      if (i + 1 == speech.size() || endsAfter(speech, first, i)) {
        addCut(utterances, speech, first, i);
        first = i + 1;
      }
    }
    return widen(utterances, samples);
  }

  private static boolean endsAfter(List<Stretch> speech, int first, int i) {
    long pause = speech.get(i + 1).from() - speech.get(i).to();
    long length = speech.get(i).to() - speech.get(first).from();
    return pause >= LONG_PAUSE || (pause >= CLEAR_PAUSE && length >= MIN_LENGTH);
  }

  /** Adds the stretches as one utterance, or cuts at their longest pauses until each fits. */
  private static void addCut(List<Stretch> out, List<Stretch> speech, int first, int last) {
    long from = speech.get(first).from();
    long to = speech.get(last).to();
    if (to - from <= MAX_LENGTH) {
      out.add(new Stretch(from, to));
    } else if (first == last) {
      long parts = (to - from + MAX_LENGTH - 1) / MAX_LENGTH;
      for (long p = 0; p < parts; p++) {
        out.add(new Stretch(from + (to - from) * p / parts, from + (to - from) * (p + 1) / parts));
      }
    } else {
      int cut = first;
      double best = -1;
      for (int i = first; i < last; i++) {
        double pause = speech.get(i + 1).from() - speech.get(i).to();
        double shorter = Math.min(speech.get(i).to() - from, to - speech.get(i + 1).from());
        // Balance matters too: a long pause at the very edge would leave a scrap.
        double worth = pause * Math.min(1, shorter / MIN_LENGTH);
        if (worth > best) {
          best = worth;
          cut = i;
        }
      }
      addCut(out, speech, first, cut);
      addCut(out, speech, cut + 1, last);
    }
  }

  private static List<Stretch> widen(List<Stretch> utterances, long samples) {
    List<Stretch> widened = new ArrayList<>();
    for (int i = 0; i < utterances.size(); i++) {
      Stretch u = utterances.get(i);
      long left = i == 0 ? u.from() : (u.from() - utterances.get(i - 1).to()) / 2;
      long right =
          i + 1 == utterances.size()
              ? samples - u.to()
              : (utterances.get(i + 1).from() - u.to()) / 2;
      widened.add(new Stretch(u.from() - Math.min(MARGIN, left), u.to() + Math.min(MARGIN, right)));
    }
    return widened;
  }

  private static long seconds(double seconds) {
    return Math.round(seconds * SphinxAudio.SAMPLE_RATE);
  }
}
