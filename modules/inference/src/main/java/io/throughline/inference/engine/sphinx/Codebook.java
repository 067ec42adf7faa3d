package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.FloatData;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Pool;
import edu.cmu.sphinx.util.LogMath;
import java.util.Arrays;

/** The Gaussians that all states of one phone share, and which of them fit a feature best. */
final class Codebook {

  /** How many of the best Gaussians count; what the model was made for. */
  static final int TOP = 4;

  /** The lookahead runs some frames ahead of the search, so that many frames are of interest. */
  private static final int REMEMBERED = 8;

  private final Stream[] streams;
  private final Best[] remembered = new Best[REMEMBERED];
  private int next;

  /** The best Gaussians for one feature: for each stream the numbers and log scores of them. */
  static final class Best {
    private Data feature;
    final int[] gaussians;
    final float[] scores;

    private Best(int streams) {
      gaussians = new int[streams * TOP];
      scores = new float[streams * TOP];
    }
  }

  /**
   * @param phone index of the phone, which the model's pools are ordered by
   */
  Codebook(Pool<float[]> means, Pool<float[]> variances, int phone, int streams, int gaussians) {
    this.streams = new Stream[streams];
    for (int s = 0; s < streams; s++) {
      int first = (phone * streams + s) * gaussians;
      this.streams[s] = new Stream(means, variances, first, gaussians);
    }
    Arrays.setAll(remembered, i -> new Best(streams));
  }

  /** Valid until a few more features have been asked for. */
  Best best(Data feature) {
    for (Best known : remembered) {
      if (known.feature == feature) {
        return known;
      }
    }
    Best best = remembered[next];
    next = (next + 1) % REMEMBERED;
    best.feature = feature;
    float[] values = ((FloatData) feature).getValues();
    int offset = 0;
    for (int s = 0; s < streams.length; s++) {
      streams[s].best(values, offset, best, s * TOP);
      offset += streams[s].dimension;
    }
    return best;
  }

  private static final class Stream {

    private final int dimension;
    private final int count;
    private final float[] means;
    private final float[] precisions;
    private final float[] constants;

    Stream(Pool<float[]> means, Pool<float[]> variances, int first, int count) {
      this.count = count;
      this.dimension = means.get(first).length;
      this.means = new float[count * dimension];
      this.precisions = new float[count * dimension];
      this.constants = new float[count];
      for (int g = 0; g < count; g++) {
        float[] variance = variances.get(first + g);
        double constant = dimension * Math.log(2 * Math.PI);
        for (int d = 0; d < dimension; d++) {
          constant += Math.log(variance[d]);
          precisions[g * dimension + d] = -0.5f / variance[d];
        }
        System.arraycopy(means.get(first + g), 0, this.means, g * dimension, dimension);
        constants[g] = (float) (-0.5 * constant);
      }
    }

    void best(float[] values, int offset, Best out, int at) {
      int[] gaussians = out.gaussians;
      float[] scores = out.scores;
      Arrays.fill(scores, at, at + TOP, Float.NEGATIVE_INFINITY);
      int last = at + TOP - 1;
      for (int g = 0; g < count; g++) {
        float score = score(g, values, offset, scores[last]);
        if (score > scores[last]) {
          int place = last;
          while (place > at && scores[place - 1] < score) {
            scores[place] = scores[place - 1];
            gaussians[place] = gaussians[place - 1];
            place--;
          }
          scores[place] = score;
          gaussians[place] = g;
        }
      }
      LogMath log = LogMath.getLogMath();
      for (int i = at; i <= last; i++) {
        scores[i] = Math.max(LogMath.LOG_ZERO, log.lnToLog(scores[i]));
      }
    }

    /** Gives up when the score, which only falls, is below the least one of interest. */
    private float score(int gaussian, float[] values, int offset, float least) {
      float score = constants[gaussian];
      int base = gaussian * dimension;
      for (int d = 0; d < dimension; d++) {
        float difference = values[offset + d] - means[base + d];
        score += difference * difference * precisions[base + d];
        if (score < least) {
          return Float.NEGATIVE_INFINITY;
        }
      }
      return score;
    }
  }
}
