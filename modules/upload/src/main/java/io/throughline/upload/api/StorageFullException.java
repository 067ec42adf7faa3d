package io.throughline.upload.api;

import java.io.IOException;

/** The object store has no room left; answered as 507. */
public class StorageFullException extends IOException {

  private static final long serialVersionUID = 1L;

  public StorageFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
