package io.throughline.app.it;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A real S3 server (Adobe's S3Mock) as a child process, with one empty bucket. */
public final class S3Process implements AutoCloseable {

  public static final String BUCKET = "throughline";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final URI endpoint;
  private final Process process;

  private S3Process(Path root) throws IOException {
    int port = freePort();
    endpoint = URI.create("http://localhost:" + port);
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                ServerFiles.built("s3server").toString(),
                "--server.port=0",
                "--http.port=" + port,
                "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET,
                "--com.adobe.testing.s3mock.store.root=" + root)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** Starts one and waits until it answers. */
  static S3Process start(Path root) throws IOException {
    S3Process server = new S3Process(root);
    Await.until("the S3 server answers", START_LIMIT, server::answers);
    return server;
  }

  public URI endpoint() {
    return endpoint;
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

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
