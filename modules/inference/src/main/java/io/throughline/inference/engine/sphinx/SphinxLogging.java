package io.throughline.inference.engine.sphinx;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Keeps Sphinx out of the server's log: it reports every missing word and every utterance. */
final class SphinxLogging {

  /**
   * Held strongly, because java.util.logging forgets the level of a logger that nobody holds. The
   * names are those Sphinx uses: its packages, the configuration files' names, and bare class
   * names.
   */
  private static final List<Logger> LOGGERS =
      Stream.of(
              "edu.cmu.sphinx",
              "sphinx-transcriber",
              "sphinx-aligner",
              "frontend.config",
              "HMMTree",
              "ConfigHandler",
              "DecisionTree")
          .map(Logger::getLogger)
          .toList();

  private SphinxLogging() {}

  static void quieten() {
    LOGGERS.forEach(logger -> logger.setLevel(Level.SEVERE));
  }
}
