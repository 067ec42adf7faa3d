package io.throughline.search.api;

/** Text cannot be embedded now; trying again later may help. */
public class EmbeddingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EmbeddingException(String message, Throwable cause) {
    super(message, cause);
  }
}
