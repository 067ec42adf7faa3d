package io.throughline.app.it;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A GET with headers that a proper client refuses to send. */
final class RawGet {

  private static final int LIMIT_MILLIS = 30_000;

  private RawGet() {}

  /**
   * @return status line, headers and body
   */
  static String of(URI server, String path, String header) throws IOException {
    String host = header.startsWith("Host: ") ? "" : "Host: localhost\r\n";
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(LIMIT_MILLIS);
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\n" + host + header + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
