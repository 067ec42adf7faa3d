package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.decoder.search.SearchManager;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.FrontEnd;
import edu.cmu.sphinx.frontend.util.StreamDataSource;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.result.WordResult;
import edu.cmu.sphinx.util.TimeFrame;
import edu.cmu.sphinx.util.props.ConfigurationManager;
import java.io.ByteArrayInputStream;
import java.net.URL;
import java.util.List;
import java.util.Optional;

/** One loaded Sphinx search with its own models; used by one thread at a time. */
final class SphinxDecoder {

  /** Frames of 10 ms between two looks at the interrupt flag. */
  private static final int FRAMES_PER_STEP = 20;

  private final ConfigurationManager components;
  private final SearchManager search;
  private final FrontEnd frontEnd;
  private final StreamDataSource source;

  private SphinxDecoder(ConfigurationManager components) {
    this.components = components;
    this.search = (SearchManager) components.lookup("search");
    this.frontEnd = (FrontEnd) components.lookup("frontEnd");
    this.source = (StreamDataSource) components.lookup("dataSource");
    search.allocate();
  }

  /** Loads the configuration of that name beside this class, and all models it names. */
  static SphinxDecoder load(String configuration) {
    SphinxLogging.quieten();
    URL url = SphinxDecoder.class.getResource(configuration);
    // Sphinx keeps static registries without locks while components are built; building is short,
    // and loading two decoders at once would corrupt them.
    synchronized (SphinxDecoder.class) {
      return new SphinxDecoder(new ConfigurationManager(url));
    }
  }

  <C> C component(String name, Class<C> type) {
    return type.cast(components.lookup(name));
  }

  /**
   * Words with times in milliseconds from the first sample, without fillers; empty when no path
   * reached the end.
   */
  Optional<List<WordResult>> decode(float[] samples) throws InterruptedException {
    source.setInputStream(
        new ByteArrayInputStream(SphinxAudio.toPcm16(samples)), TimeFrame.INFINITE);
    search.startRecognition();
    try {
      Result result;
      do {
        if (Thread.interrupted()) {
          drain();
          throw new InterruptedException("interrupted while decoding");
        }
        result = search.recognize(FRAMES_PER_STEP);
      } while (result != null && !result.isFinal());
      if (result == null || result.getBestFinalToken() == null) {
        return Optional.empty();
      }
      return Optional.of(result.getTimedBestResult(false));
    } finally {
      search.stopRecognition();
    }
  }

  /** Throws away what the front end still holds, else the next utterance would begin with it. */
  private void drain() {
    Data data;
    do {
      data = frontEnd.getData();
    } while (data != null && !(data instanceof DataEndSignal));
  }

  void close() {
    search.deallocate();
  }
}
