package io.throughline.app.it;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection that may speak HTTP as badly as it likes. */
final class RawConnection implements Closeable {

  private static final int READ_LIMIT_MS = 60_000;

  private final Socket socket;

  RawConnection(LibertyServer server) throws IOException {
    socket = new Socket("localhost", server.port());
    socket.setSoTimeout(READ_LIMIT_MS);
  }

  /** Sends the head of a form, with more header lines. */
  RawConnection postForm(String... headers) throws IOException {
    StringBuilder head = new StringBuilder("POST " + Transcriptions.PATH + " HTTP/1.1\r\n");
    head.append("Host: localhost\r\nContent-Type: ").append(new Form().contentType());
    for (String header : headers) {
      head.append("\r\n").append(header);
    }
    return send(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  RawConnection sendChunk(byte[] bytes) throws IOException {
    send((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return send(bytes).send("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** Says that nothing more comes, and still listens. */
  RawConnection endOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Ends the connection with a TCP reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** True when the server has said something, or has closed. */
  boolean answered() throws IOException {
    return socket.getInputStream().available() > 0;
  }

  /** The status line; empty if the server closed without one. */
  String statusLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
