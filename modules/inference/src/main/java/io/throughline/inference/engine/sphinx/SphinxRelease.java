package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.EngineException;

/** Which Sphinx this is, and how its models are loaded for an engine. */
final class SphinxRelease {

  static final String VERSION = "1.0.0";

  private SphinxRelease() {}

  static SphinxModel load(String engineId, String configuration)
      throws EngineException, InterruptedException {
    try {
      return SphinxModel.load(configuration);
    } catch (RuntimeException e) {
      throw new EngineException(engineId, "cannot load its model", e);
    }
  }
}
