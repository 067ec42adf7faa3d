package io.throughline.upload.control;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/** The bytes of parts one after the other; a part is opened when it is read. For one thread. */
final class JoinedParts extends InputStream {

  /** Opens a part. */
  interface Opening {
    InputStream open(SessionPart part) throws IOException;
  }

  private final Iterator<SessionPart> parts;
  private final Opening opening;
  private InputStream current = InputStream.nullInputStream();

  JoinedParts(List<SessionPart> parts, Opening opening) {
    this.parts = parts.iterator();
    this.opening = opening;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = current.read(buffer, offset, length);
    while (n < 0 && parts.hasNext()) {
      current.close();
      current = opening.open(parts.next());
      n = current.read(buffer, offset, length);
    }
    return n;
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
