package io.throughline.job.api;

/** A request field has a value that cannot be used; answered as 422 naming the field. */
public class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field name of the form field, query parameter or JSON member
   * @param message what is allowed; never the value that was sent
   */
  public InvalidRequestException(String field, String message) {
    super(message);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
