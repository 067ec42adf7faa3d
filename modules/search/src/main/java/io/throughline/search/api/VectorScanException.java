package io.throughline.search.api;

/** A device could not keep or compare vectors; an index still finds them. */
public class VectorScanException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public VectorScanException(String message, Throwable cause) {
    super(message, cause);
  }
}
