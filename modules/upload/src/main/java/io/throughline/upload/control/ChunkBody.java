package io.throughline.upload.control;

import io.throughline.upload.api.MediaRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A request body cut into parts. When the client goes away or sends too slowly, the part ends as if
 * it were whole, so that what arrived can be kept; {@link #throwFailure} tells afterwards. For one
 * thread.
 */
final class ChunkBody {

  private static final int NOTHING = -1;

  private final MeteredBody body;
  private final LongSupplier nanoTime;
  private int ahead = NOTHING;
  private boolean ended;

  ChunkBody(MeteredBody body, LongSupplier nanoTime) {
    this.body = body;
    this.nanoTime = nanoTime;
  }

  /** Waits for the next byte; false if none comes any more. */
  boolean hasNext() {
    if (ahead == NOTHING && !ended) {
      try {
        ahead = body.read();
        ended = ahead == NOTHING;
      } catch (IOException e) {
        // the body knows why
        ended = true;
      }
    }
    return ahead != NOTHING;
  }

  /**
   * The next part.
   *
   * @param limit most bytes of it
   * @param time after which it ends early, so that slow clients do not lose much
   */
  InputStream part(long limit, Duration time) {
    return new Part(limit, nanoTime.getAsLong() + time.toNanos());
  }

  /** Throws why the body broke off, if it did. */
  void throwFailure() throws MediaRejectedException {
    body.throwFailure();
  }

  private final class Part extends InputStream {

    private final long deadline;
    private long left;

    Part(long limit, long deadline) {
      this.left = limit;
      this.deadline = deadline;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (left == 0 || isOver() || !hasNext()) {
        return -1;
      }
      buffer[offset] = (byte) ahead;
      ahead = NOTHING;
      // the byte may have been long in coming
      int n = isOver() ? 1 : 1 + more(buffer, offset + 1, (int) Math.min(left, length) - 1);
      left -= n;
      return n;
    }

    private boolean isOver() {
      return nanoTime.getAsLong() - deadline > 0;
    }

    private int more(byte[] buffer, int offset, int length) {
      try {
        int n = length == 0 ? 0 : body.read(buffer, offset, length);
        ended = n < 0;
        return Math.max(n, 0);
      } catch (IOException e) {
        ended = true;
        return 0;
      }
    }
  }
}
