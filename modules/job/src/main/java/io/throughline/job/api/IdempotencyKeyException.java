package io.throughline.job.api;

/** An Idempotency-Key cannot be used for this request. */
public class IdempotencyKeyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why, and how it is answered. */
  public enum Reason {
    /** Another request with this key has not been answered yet; answered as 409. */
    IN_USE("another request with this Idempotency-Key is on its way"),
    /** The key came with another request before; answered as 422. */
    REUSED("this Idempotency-Key came with another request before");

    private final String message;

    Reason(String message) {
      this.message = message;
    }
  }

  private final Reason reason;

  public IdempotencyKeyException(Reason reason) {
    super(reason.message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
