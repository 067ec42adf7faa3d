package io.throughline.upload.control;

import io.throughline.upload.api.MediaRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A body that fails as soon as it is too large, too slow or not as long as declared. */
final class MeteredBody extends InputStream {

  private final InputStream body;
  private final long declared;
  private final UploadLimits limits;
  private final LongSupplier nanoTime;
  private final BodyOrigin origin;
  private long count;
  private long waited;
  private MediaRejectedException rejection;

  MeteredBody(InputStream body, OptionalLong declared, UploadLimits limits, LongSupplier nanoTime) {
    this(body, declared, limits, nanoTime, BodyOrigin.FORM);
  }

  MeteredBody(
      InputStream body,
      OptionalLong declared,
      UploadLimits limits,
      LongSupplier nanoTime,
      BodyOrigin origin) {
    this.body = body;
    this.declared = declared.orElse(-1);
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.origin = origin;
  }

  /** Throws why reading failed, if it did: parsers in between report it as something else. */
  void throwFailure() throws MediaRejectedException {
    if (rejection != null) {
      throw rejection;
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
      throw reject(origin.stalled());
    } catch (IOException e) {
      throw reject(origin.brokeOff());
    }
    waited += nanoTime.getAsLong() - start;
    if (n < 0) {
      if (count < declared) {
        throw reject(origin.tooShort());
      }
      return n;
    }
    count += n;
    if (count > limits.maxBytes()) {
      throw reject(origin.tooLarge(limits));
    }
    if (declared >= 0 && count > declared) {
      throw reject(origin.tooLong());
    }
    if (isSlow()) {
      throw reject(origin.tooSlow(limits));
    }
    return n;
  }

  static String tooLarge(UploadLimits limits) {
    return BodyOrigin.FORM.tooLarge(limits).getMessage();
  }

  private boolean isSlow() {
    if (waited <= limits.slowGrace().toNanos()) {
      return false;
    }
    double seconds = (double) waited / TimeUnit.SECONDS.toNanos(1);
    return count < limits.minBytesPerSecond() * seconds;
  }

  private IOException reject(MediaRejectedException why) {
    // the first reason counts: a server may call a body that it gave up ended when asked again
    if (rejection == null) {
      rejection = why;
    }
    return new IOException(why.getMessage());
  }
}
