package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.decoder.search.Token;
import edu.cmu.sphinx.decoder.search.WordPruningBreadthFirstLookaheadSearchManager;
import edu.cmu.sphinx.linguist.SearchState;
import edu.cmu.sphinx.linguist.WordSearchState;
import edu.cmu.sphinx.linguist.allphone.PhoneHmmSearchState;
import edu.cmu.sphinx.linguist.allphone.PhoneNonEmittingSearchState;
import edu.cmu.sphinx.linguist.allphone.PhoneWordSearchState;
import edu.cmu.sphinx.util.StatisticsVariable;
import edu.cmu.sphinx.util.props.PropertyException;
import edu.cmu.sphinx.util.props.PropertySheet;

/**
 * Sphinx's search, remembering only words. Stock Sphinx keeps every state of every frame until the
 * utterance ends, which fills gigabytes with wide beams; its switch against that also cuts the
 * phone lookahead's memory, which then fails.
 *
 * <p>Public with a public constructor because Sphinx creates it from the configuration.
 */
public final class LeanSearch extends WordPruningBreadthFirstLookaheadSearchManager {

  private PropertySheet properties;

  /** For Sphinx. */
  public LeanSearch() {}

  @Override
  public void newProperties(PropertySheet properties) throws PropertyException {
    super.newProperties(properties);
    this.properties = properties;
    keepAllTokens = false;
  }

  @Override
  public void allocate() {
    super.allocate();
    // Sphinx counts tokens in variables that all decoders share; the cores would fight for them.
    String own = "@" + System.identityHashCode(this);
    synchronized (LeanSearch.class) {
      tokensCreated = StatisticsVariable.getStatisticsVariable("tokensCreated" + own);
      curTokensScored = StatisticsVariable.getStatisticsVariable("curTokensScored" + own);
      totalTokensScored = StatisticsVariable.getStatisticsVariable("totalTokensScored" + own);
    }
  }

  @Override
  public void startRecognition() {
    // The only way to empty the lookahead's queue: what an interrupted utterance left in it would
    // shift the lookahead of all later ones.
    newProperties(properties);
    super.startRecognition();
  }

  @Override
  protected Token getResultListPredecessor(Token token) {
    SearchState state = token.getSearchState();
    if (isLookahead(state) || state instanceof WordSearchState || token.getPredecessor() == null) {
      return token;
    }
    return token.getPredecessor();
  }

  private static boolean isLookahead(SearchState state) {
    return state instanceof PhoneHmmSearchState
        || state instanceof PhoneNonEmittingSearchState
        || state instanceof PhoneWordSearchState;
  }
}
