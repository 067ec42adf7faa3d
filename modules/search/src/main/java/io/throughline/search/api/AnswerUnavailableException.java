package io.throughline.search.api;

/** No language model answered: none is configured, it failed, or it took too long. */
public class AnswerUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public AnswerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
