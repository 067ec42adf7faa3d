package io.throughline.upload.store.s3;

import io.throughline.upload.store.Sized;
import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object's bytes as they arrive. A connection that breaks is an error, where the JDK's client
 * may show it as the end of the object.
 */
final class S3Content extends FilterInputStream implements Sized {

  private final ResponseInputStream<GetObjectResponse> response;
  private final long size;
  private long left;

  S3Content(ResponseInputStream<GetObjectResponse> response) {
    super(response);
    this.response = response;
    this.size = response.response().contentLength();
    this.left = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read() throws IOException {
    return counted(super.read(), 1);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    return counted(n, n);
  }

  private int counted(int result, int bytes) throws IOException {
    if (result >= 0) {
      left -= bytes;
    } else if (left > 0) {
      throw new IOException("The object store broke the connection within an object");
    }
    return result;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    left -= skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Gives up what was not read, instead of reading it only to keep the connection. */
  @Override
  public void close() throws IOException {
    if (left > 0) {
      response.abort();
    } else {
      super.close();
    }
  }
}
