package io.throughline.inference.api;

/** An engine could not load its model or process its input. Messages never contain user content. */
public class EngineException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String engineId;

  public EngineException(String engineId, String message, Throwable cause) {
    super("engine " + engineId + ": " + message, cause);
    this.engineId = engineId;
  }

  public EngineException(String engineId, String message) {
    this(engineId, message, null);
  }

  /** The engine that failed. */
  public String engineId() {
    return engineId;
  }
}
