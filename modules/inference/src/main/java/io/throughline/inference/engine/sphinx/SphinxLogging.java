package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.util.SphinxLogFormatter;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Keeps Sphinx out of the server's log: it reports every missing word and every utterance. What
 * goes wrong it throws.
 */
final class SphinxLogging {

  /**
   * Held strongly, because java.util.logging forgets the settings of a logger that nobody holds.
   * The names are those Sphinx uses: its packages, the configuration files' names, and bare class
   * names.
   */
  private static final List<Logger> LOGGERS =
      Stream.of(
              "edu.cmu.sphinx",
              "sphinx-transcriber",
              "sphinx-aligner",
              "sphinx-voices",
              "frontend.config",
              "HMMTree",
              "ConfigHandler",
              "DecisionTree")
          .map(Logger::getLogger)
          .toList();

  static {
    // Levels are not enough: a server sets the level of every single logger by its own settings.
    LOGGERS.forEach(SphinxLogging::silence);
  }

  private SphinxLogging() {}

  /** To be called before anything of Sphinx is built. */
  static void quieten() {
    // What has to be done is done when this class is loaded.
  }

  private static void silence(Logger logger) {
    logger.setUseParentHandlers(false);
    logger.addHandler(new Silence());
  }

  /** Sphinx adds a handler that prints unless it finds one with its own formatter. */
  private static final class Silence extends Handler {

    Silence() {
      setFormatter(new SphinxLogFormatter());
    }

    @Override
    public void publish(LogRecord message) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
