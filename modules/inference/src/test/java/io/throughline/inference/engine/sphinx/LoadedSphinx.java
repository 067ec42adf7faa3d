package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.EngineException;

/** Models loaded once for all tests of the module, because loading takes seconds. */
final class LoadedSphinx {

  private static SphinxModel<SphinxDecoder> decoders;
  private static SphinxModel<AlignerAcoustics> acoustics;

  private LoadedSphinx() {}

  static synchronized SphinxModel<SphinxDecoder> decoders() {
    try {
      decoders = decoders == null ? new SphinxTranscriptionEngine().load() : decoders;
      return decoders;
    } catch (EngineException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static synchronized SphinxModel<AlignerAcoustics> acoustics() {
    try {
      acoustics = acoustics == null ? new SphinxAlignmentEngine().load() : acoustics;
      return acoustics;
    } catch (EngineException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
