package io.throughline.upload.control;

import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A request body that fails as soon as it is too large, too slow or not as long as declared. */
final class MeteredBody extends InputStream {

  private final InputStream body;
  private final long declared;
  private final UploadLimits limits;
  private final LongSupplier nanoTime;
  private long count;
  private long waited;
  private MediaRejectedException rejection;
  private IOException failure;

  MeteredBody(InputStream body, OptionalLong declared, UploadLimits limits, LongSupplier nanoTime) {
    this.body = body;
    this.declared = declared.orElse(-1);
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /** Throws why reading failed, if it did: parsers in between report it as something else. */
  void throwFailure() throws MediaRejectedException, IOException {
    if (rejection != null) {
      throw rejection;
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    // only the wait for the client counts, not the time that storing takes
    long start = nanoTime.getAsLong();
    int n;
    try {
      n = body.read(buffer, offset, length);
    } catch (SocketTimeoutException e) {
      throw reject(Reason.TOO_SLOW, "Nothing of the body arrived for too long");
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    waited += nanoTime.getAsLong() - start;
    if (n < 0) {
      if (count < declared) {
        throw reject(Reason.LENGTH_MISMATCH, "The body ended before its declared length");
      }
      return n;
    }
    count += n;
    if (count > limits.maxBytes()) {
      throw reject(Reason.TOO_LARGE, tooLarge(limits));
    }
    if (declared >= 0 && count > declared) {
      throw reject(Reason.LENGTH_MISMATCH, "The body is longer than its declared length");
    }
    if (isSlow()) {
      throw reject(
          Reason.TOO_SLOW,
          "The body arrived at less than " + limits.minBytesPerSecond() + " bytes a second");
    }
    return n;
  }

  static String tooLarge(UploadLimits limits) {
    return "The request is larger than the " + limits.maxBytes() + " bytes allowed";
  }

  private boolean isSlow() {
    if (waited <= limits.slowGrace().toNanos()) {
      return false;
    }
    double seconds = (double) waited / TimeUnit.SECONDS.toNanos(1);
    return count < limits.minBytesPerSecond() * seconds;
  }

  private IOException reject(Reason reason, String message) {
    rejection = new MediaRejectedException(reason, "body", message);
    return new IOException(message);
  }
}
