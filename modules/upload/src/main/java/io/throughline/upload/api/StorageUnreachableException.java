package io.throughline.upload.api;

import java.io.IOException;

/** The object store does not answer, or says that it cannot now; answered as 503. */
public class StorageUnreachableException extends IOException {

  private static final long serialVersionUID = 1L;

  public StorageUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
