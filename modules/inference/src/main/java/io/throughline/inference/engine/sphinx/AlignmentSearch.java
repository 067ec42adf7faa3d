package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.frontend.FloatData;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Senone;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.SenoneHMM;
import edu.cmu.sphinx.util.LogMath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the best path of the features through an {@link AlignmentGraph} (Viterbi).
 *
 * <p>Sphinx's own AlignerGrammar does the same with its general search; this is several times
 * faster, stops when interrupted, keeps nothing between texts, and takes words that the dictionary
 * lacks.
 */
final class AlignmentSearch {

  /**
   * Far wider than a recogniser's: words that were not said like this cost hundreds a frame, and
   * the only path must survive them. Narrower gains little, since most states are never reached.
   */
  private static final float BEAM = LogMath.getLogMath().lnToLog(3000f);

  /**
   * What "any sound" pays a frame: the best of all sounds fits better than the right one by chance,
   * so that without a price it would eat its neighbours.
   */
  private static final float ANY_SOUND_COST = LogMath.getLogMath().linearToLog(0.15);

  /** Frames times states beyond this would need too much memory for the way back. */
  private static final long MAX_CELLS = 120_000_000;

  private final List<Senone> anySound;

  AlignmentSearch(AlignerAcoustics acoustics) {
    anySound =
        acoustics.sounds().stream()
            .map(SenoneHMM::getSenoneSequence)
            .flatMap(sequence -> Arrays.stream(sequence.getSenones()))
            .toList();
  }

  /**
   * The slot each frame belongs to, or {@link AlignmentGraph#SILENCE}; empty when the text does not
   * fit into the audio.
   */
  Optional<int[]> best(AlignmentGraph graph, List<FloatData> features) throws InterruptedException {
    AlignmentGraph.State[] states = graph.states().toArray(AlignmentGraph.State[]::new);
    long cells = (long) features.size() * states.length;
    if (features.isEmpty() || states.length > Character.MAX_VALUE || cells > MAX_CELLS) {
      return Optional.empty();
    }
    Optional<int[]> path = search(states, graph.ends(), features, BEAM);
    return path.isPresent()
        ? path
        : search(states, graph.ends(), features, Float.POSITIVE_INFINITY);
  }

  private Optional<int[]> search(
      AlignmentGraph.State[] states, float[] ends, List<FloatData> features, float beam)
      throws InterruptedException {
    char[][] cameFrom = new char[features.size()][states.length];
    float[] score = new float[states.length];
    for (int s = 0; s < states.length; s++) {
      score[s] = states[s].start();
    }
    float best = emit(states, score, features.get(0), Float.NEGATIVE_INFINITY);
    for (int t = 1; t < features.size(); t++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while aligning");
      }
      score = advance(states, score, cameFrom[t], best - beam);
      best = emit(states, score, features.get(t), best - beam);
    }
    return trace(states, ends, score, cameFrom);
  }

  private static float[] advance(
      AlignmentGraph.State[] states, float[] score, char[] cameFrom, float threshold) {
    float[] next = new float[states.length];
    for (int s = 0; s < states.length; s++) {
      AlignmentGraph.State state = states[s];
      float best = score[s] >= threshold ? score[s] + state.stay() : Float.NEGATIVE_INFINITY;
      int from = s;
      for (int i = 0; i < state.from().length; i++) {
        int other = state.from()[i];
        if (score[other] >= threshold) {
          float candidate = score[other] + state.cost()[i];
          if (candidate > best) {
            best = candidate;
            from = other;
          }
        }
      }
      next[s] = best;
      cameFrom[s] = (char) from;
    }
    return next;
  }

  /** Adds the sounds' scores to every state still alive and returns the best. */
  private float emit(
      AlignmentGraph.State[] states, float[] score, FloatData feature, float threshold) {
    float best = Float.NEGATIVE_INFINITY;
    float any = Float.NaN;
    for (int s = 0; s < states.length; s++) {
      if (score[s] == Float.NEGATIVE_INFINITY || score[s] < threshold) {
        score[s] = Float.NEGATIVE_INFINITY;
        continue;
      }
      if (states[s].senone() != null) {
        score[s] += states[s].senone().getScore(feature);
      } else {
        any = Float.isNaN(any) ? anySound(feature) : any;
        score[s] += any;
      }
      best = Math.max(best, score[s]);
    }
    return best;
  }

  private float anySound(FloatData feature) {
    float best = Float.NEGATIVE_INFINITY;
    for (Senone senone : anySound) {
      best = Math.max(best, senone.getScore(feature));
    }
    return best + ANY_SOUND_COST;
  }

  private static Optional<int[]> trace(
      AlignmentGraph.State[] states, float[] ends, float[] score, char[][] cameFrom) {
    int at = -1;
    float best = Float.NEGATIVE_INFINITY;
    for (int s = 0; s < states.length; s++) {
      if (score[s] + ends[s] > best) {
        best = score[s] + ends[s];
        at = s;
      }
    }
    if (at < 0) {
      return Optional.empty();
    }
    int[] slots = new int[cameFrom.length];
    for (int t = cameFrom.length - 1; t >= 0; t--) {
      slots[t] = states[at].slot();
      at = cameFrom[t][at];
    }
    return Optional.of(slots);
  }
}
