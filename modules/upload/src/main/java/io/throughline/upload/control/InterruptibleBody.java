package io.throughline.upload.control;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CancellationException;

/**
 * Reads until its thread is interrupted, then throws {@link CancellationException}: so a span
 * around the reader sees a cancel and no failure. The thread stays interrupted.
 */
final class InterruptibleBody extends FilterInputStream {

  InterruptibleBody(InputStream body) {
    super(body);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    throwIfInterrupted();
    try {
      return super.read(buffer, offset, length);
    } catch (IOException e) {
      throwIfInterrupted();
      throw e;
    }
  }

  private static void throwIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }
}
