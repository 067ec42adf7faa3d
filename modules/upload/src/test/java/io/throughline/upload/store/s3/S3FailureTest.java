package io.throughline.upload.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.StorageUnreachableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store that is away, full or broken looks like. */
class S3FailureTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @TempDir Path directory;

  @Test
  void aStoreThatIsAwayShouldBeUnreachableForEveryOperation() throws IOException {
    ObjectStorage storage = storage(closedPort());
    assertThatThrownBy(() -> storage.put("uploads/secret-name", bytes()))
        .isInstanceOf(StorageUnreachableException.class)
        .hasMessageNotContaining("secret-name");
    assertThatThrownBy(() -> storage.get("a")).isInstanceOf(StorageUnreachableException.class);
    assertThatThrownBy(() -> storage.download("a")).isInstanceOf(StorageUnreachableException.class);
    assertThatThrownBy(() -> storage.delete("a")).isInstanceOf(StorageUnreachableException.class);
    assertThatThrownBy(() -> storage.list("a")).isInstanceOf(StorageUnreachableException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "507, XMinioStorageFull, io.throughline.upload.api.StorageFullException",
    "403, QuotaExceeded, io.throughline.upload.api.StorageFullException",
    "503, SlowDown, io.throughline.upload.api.StorageUnreachableException",
    "500, InternalError, io.throughline.upload.api.StorageUnreachableException",
    "403, AccessDenied, java.io.IOException",
    "404, NoSuchBucket, java.io.IOException"
  })
  void answersShouldBeTold(int status, String code, Class<? extends IOException> type)
      throws IOException {
    HttpServer server = answering(status, code);
    try {
      ObjectStorage storage = storage(server.getAddress().getPort());
      assertThatThrownBy(() -> storage.put("uploads/a", bytes())).isExactlyInstanceOf(type);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aConnectionThatBreaksWithinAnObjectShouldNotLookLikeItsEnd() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 5, HERE)) {
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendHalf(listening));
      try (InputStream content = storage(listening.getLocalPort()).get("uploads/a")) {
        assertThatThrownBy(content::readAllBytes).isInstanceOf(IOException.class);
      }
      sent.join();
    }
  }

  @Test
  void theSecretShouldNotBeInTheTextOfTheSettings() throws IOException {
    assertThat(SharedS3.settings(URI.create("http://localhost"), "b").toString())
        .contains("access")
        .doesNotContain("secret");
  }

  private ObjectStorage storage(int port) throws IOException {
    return new S3ObjectStorage(
        SharedS3.settings(URI.create("http://localhost:" + port), "bucket"), directory);
  }

  private static HttpServer answering(int status, String code) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
    byte[] body =
        ("<Error><Code>" + code + "</Code><Message>no</Message></Error>")
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void sendHalf(ServerSocket listening) {
    try (Socket socket = listening.accept()) {
      socket.getInputStream().read(new byte[8192]);
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nETag: \"a\"\r\n\r\nhalf!"
                  .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static InputStream bytes() {
    return new ByteArrayInputStream(new byte[] {1, 2, 3});
  }
}
