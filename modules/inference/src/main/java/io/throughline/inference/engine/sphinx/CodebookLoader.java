package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.linguist.acoustic.tiedstate.Pool;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Senone;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Sphinx3Loader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Loads Sphinx's acoustic model with scoring of our own. The stock scoring keeps the best Gaussians
 * of the utterance before as a start and may take scores of an earlier utterance for this one, so
 * that what a decoder hears depends on what it heard before.
 *
 * <p>Public with a public constructor because Sphinx creates it from the configuration.
 */
public final class CodebookLoader extends Sphinx3Loader {

  /** For Sphinx. */
  public CodebookLoader() {}

  @Override
  protected void loadHMMPool(boolean useCDUnits, InputStream inputStream) throws IOException {
    if (!hasTiedMixtures()) {
      throw new IOException("the acoustic model has no shared Gaussians");
    }
    int[] phones = getSenone2Ci();
    Codebook[] codebooks = new Codebook[Arrays.stream(phones).max().orElse(-1) + 1];
    for (int phone = 0; phone < codebooks.length; phone++) {
      codebooks[phone] =
          new Codebook(
              meansPool,
              variancePool,
              phone,
              mixtureWeights.getStreamsNum(),
              mixtureWeights.getGauPerState());
    }
    Pool<Senone> senones = new Pool<>("senones");
    for (int id = 0; id < phones.length; id++) {
      senones.put(id, new CodebookSenone(mixtureWeights, codebooks[phones[id]], id));
    }
    senonePool = senones;
    super.loadHMMPool(useCDUnits, inputStream);
  }
}
