package io.throughline.search.boundary;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response.Status;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request body that is read up to a limit and refused, as 413, beyond it. */
final class CappedBody extends FilterInputStream {

  private final long limit;
  private long left;

  /**
   * @param length as the client declared it; -1 if it did not
   * @param limit in bytes
   */
  CappedBody(InputStream body, long length, long limit) {
    super(body);
    this.limit = limit;
    this.left = limit;
    if (length > limit) {
      throw tooLarge();
    }
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int bytes) {
    left -= bytes;
    if (left < 0) {
      throw tooLarge();
    }
  }

  private ClientErrorException tooLarge() {
    return new ClientErrorException(
        "the body must not have more than " + limit + " bytes", Status.REQUEST_ENTITY_TOO_LARGE);
  }
}
