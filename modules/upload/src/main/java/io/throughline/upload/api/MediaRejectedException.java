package io.throughline.upload.api;

/**
 * Input that the server will not take. The message is safe to show: it never holds user content.
 */
public class MediaRejectedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why, with the HTTP status it is answered with and the stable problem type's last part. */
  public enum Reason {
    MALFORMED_MULTIPART(400),
    LENGTH_MISMATCH(400),
    INVALID_HEADER(400),
    UNKNOWN_CHECKSUM(400),
    UNKNOWN_UPLOAD(404),
    TOO_SLOW(408),
    /** Something else was stored since the client asked how far the upload is. */
    OFFSET_MISMATCH(409),
    UPLOAD_COMPLETE(409),
    UPLOAD_INCOMPLETE(409),
    UPLOAD_EXPIRED(410),
    TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    EMPTY_FILE(422),
    MISSING_FILE(422),
    BROKEN_MEDIA(422),
    NO_AUDIO(422),
    TOO_LONG(422),
    TOO_MANY_PIXELS(422),
    /** The URL is malformed, or leads where the server does not go. */
    URL_NOT_ALLOWED(422),
    /** The URL's server cannot be reached, has no such file or broke off. */
    URL_UNREACHABLE(422),
    /** The URL's server sends too slowly. */
    URL_TOO_SLOW(422),
    /** A form refers to an upload that is not there, or not any more. */
    UPLOAD_NOT_FOUND(422),
    /**
     * The bytes are not those that the client computed the checksum of; tus defines this status.
     */
    CHECKSUM_MISMATCH(460);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    /** HTTP status code. */
    public int status() {
      return status;
    }

    /** Stable problem type, e.g. {@code empty-file}. */
    public String type() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  private final Reason reason;
  private final String field;

  /**
   * @param field the request field at fault, e.g. {@code file}
   */
  public MediaRejectedException(Reason reason, String field, String message) {
    this(reason, field, message, null);
  }

  public MediaRejectedException(Reason reason, String field, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.field = field;
  }

  public Reason reason() {
    return reason;
  }

  public String field() {
    return field;
  }
}
