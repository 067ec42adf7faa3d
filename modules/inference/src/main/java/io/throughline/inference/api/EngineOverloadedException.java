package io.throughline.inference.api;

/** An engine lacked memory or another resource: the same input may work later, or elsewhere. */
public class EngineOverloadedException extends EngineException {

  private static final long serialVersionUID = 1L;

  public EngineOverloadedException(String engineId, String message, Throwable cause) {
    super(engineId, message, cause);
  }
}
