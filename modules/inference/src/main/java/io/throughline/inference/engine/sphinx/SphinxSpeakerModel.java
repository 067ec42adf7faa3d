package io.throughline.inference.engine.sphinx;

/** The diarizer needs no trained model: voices are told apart by what the recording holds. */
public final class SphinxSpeakerModel implements AutoCloseable {

  SphinxSpeakerModel() {}

  /** A front end of its own for each recording, because one serves one thread; it is cheap. */
  SphinxFrontEnd frontEnd() {
    return SphinxFrontEnd.build("sphinx-voices.xml");
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
