package io.throughline.upload.control;

import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file of a form that fails as soon as it is larger than it may be. For one thread. */
final class CappedFile extends FilterInputStream {

  private final String part;
  private final long most;
  private long count;

  CappedFile(String part, InputStream file, long most) {
    super(file);
    this.part = part;
    this.most = most;
  }

  /** Throws why reading failed, if its size was why. */
  void throwFailure() throws MediaRejectedException {
    if (count > most) {
      throw new MediaRejectedException(
          Reason.TOO_LARGE, part, "The file is larger than the " + most + " bytes allowed");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count += Math.max(0, read);
    if (count > most) {
      throw new IOException("larger than " + most + " bytes");
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
