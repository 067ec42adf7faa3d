package io.throughline.inference.engine.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SphinxLoggingTest {

  @Test
  void buildingAFrontEndAddsNoHandlerThatPrints() {
    PrintStream original = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      SphinxFrontEnd.build("sphinx-voices.xml");
      shout("sphinx-voices.edu.cmu.sphinx.frontend.FrontEnd.frontEnd");
    } finally {
      System.setErr(original);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(Logger.getLogger("sphinx-voices").getHandlers()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sphinx-transcriber.x.dictionary", "edu.cmu.sphinx.x", "HMMTree"})
  void aServerThatSetsEveryLoggersLevelHearsNothing(String name) {
    SphinxLogging.quieten();
    PrintStream original = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      shout(name);
    } finally {
      System.setErr(original);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private static void shout(String name) {
    Logger logger = Logger.getLogger(name);
    logger.setLevel(Level.INFO);
    logger.info("the dictionary lacks a word");
  }
}
