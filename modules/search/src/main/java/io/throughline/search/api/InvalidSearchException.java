package io.throughline.search.api;

/** A field of a request to search has a value that cannot be used; answered as 422 naming it. */
public class InvalidSearchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field name of the JSON member, query parameter or part of the path
   * @param message what is allowed; never the value that was sent
   */
  public InvalidSearchException(String field, String message) {
    super(message);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
