package io.throughline.upload.store.s3;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A real S3 server (Adobe's S3Mock) as a child process, shared by the tests of a JVM. */
final class S3Server {

  static final String BUCKET = "throughline";
  private static final int LOOKS = 1200;
  private static final long PAUSE_NANOS = 50_000_000;

  private static S3Server started;

  private final URI endpoint;
  private final Process process;

  private S3Server() throws IOException {
    int port = freePort();
    endpoint = URI.create("http://localhost:" + port);
    Path root = Files.createTempDirectory("s3-");
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("throughline.test.s3server"),
                "--server.port=0",
                "--http.port=" + port,
                "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET,
                "--com.adobe.testing.s3mock.store.root=" + root)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  static synchronized S3Server running() throws IOException {
    if (started == null) {
      S3Server server = new S3Server();
      for (int i = 0; i < LOOKS && !server.answers(); i++) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      started = server;
    }
    return started;
  }

  S3Settings settings() {
    return settings(endpoint, BUCKET);
  }

  URI endpoint() {
    return endpoint;
  }

  static S3Settings settings(URI endpoint, String bucket) {
    return new S3Settings(
        Optional.of(endpoint),
        bucket,
        "us-east-1",
        Optional.of(new S3Settings.Credentials("access", "secret")));
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the S3 server ended while it started");
    }
    try {
      HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
