package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.GaussianWeights;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.tiedmixture.SetBasedGaussianMixture;
import edu.cmu.sphinx.util.LogMath;

/** A sound of the model: how it weighs the Gaussians of its phone. */
@SuppressWarnings("serial")
final class CodebookSenone extends SetBasedGaussianMixture {

  private final transient Codebook codebook;
  private transient Data scored;
  private transient float score;

  CodebookSenone(GaussianWeights weights, Codebook codebook, int id) {
    super(weights, null, id);
    this.codebook = codebook;
  }

  /** Without the memory barrier of the overridden method: a decoder serves one thread. */
  @Override
  public float getScore(Data feature) {
    if (feature != scored) {
      score = calculateScore(feature);
      scored = feature;
    }
    return score;
  }

  @Override
  public float calculateScore(Data feature) {
    Codebook.Best best = codebook.best(feature);
    LogMath log = LogMath.getLogMath();
    float sum = 0;
    for (int s = 0; s < mixtureWeights.getStreamsNum(); s++) {
      float stream = LogMath.LOG_ZERO;
      for (int i = s * Codebook.TOP; i < (s + 1) * Codebook.TOP; i++) {
        float weight = mixtureWeights.get(id, s, best.gaussians[i]);
        stream = log.addAsLinear(stream, best.scores[i] + weight);
      }
      sum += stream;
    }
    return sum;
  }
}
