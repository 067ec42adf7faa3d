package io.throughline.upload.store.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The bytes that are on their way: at most one part of an object, however long the object is. Used
 * by one thread, one part after the other.
 */
final class Part {

  private static final int FIRST_SIZE = 64 * 1024;
  private static final String TYPE = "application/octet-stream";

  private final int limit;
  private byte[] bytes;
  private int size;

  /**
   * @param limit bytes of every part but the last
   */
  Part(int limit) {
    this.limit = limit;
    this.bytes = new byte[Math.min(limit, FIRST_SIZE)];
  }

  /** Reads the next part; it is the last one if {@code content} ends first. */
  void fill(InputStream content) throws IOException {
    size = 0;
    while (size < limit) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(limit, size * 2));
      }
      int n = content.read(bytes, size, bytes.length - size);
      if (n < 0) {
        return;
      }
      size += n;
    }
  }

  int size() {
    return size;
  }

  boolean isLast() {
    return size < limit;
  }

  /** The bytes as the SDK wants them; it reads them again when it retries. */
  RequestBody body() {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, size), size, TYPE);
  }
}
