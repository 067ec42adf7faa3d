package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.EngineException;
import java.util.function.Supplier;

/** Which Sphinx this is, and how its models are loaded for an engine. */
final class SphinxRelease {

  static final String VERSION = "1.0.0";
  static final String MODEL = "en-us";

  private SphinxRelease() {}

  static <W extends SphinxWorker> SphinxModel<W> load(String engineId, Supplier<W> load)
      throws EngineException, InterruptedException {
    try {
      return SphinxModel.load(load);
    } catch (RuntimeException e) {
      throw new EngineException(engineId, "cannot load its model", e);
    }
  }
}
