package io.throughline.testing.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A real S3 server (Adobe's S3Mock) as a child process, with one empty bucket. It takes any
 * credentials. Thread-safe.
 */
public final class S3Server implements AutoCloseable {

  public static final String BUCKET = "throughline";

  private static final int LOOKS = 1200;
  private static final long PAUSE_NANOS = 50_000_000;

  private final URI endpoint;
  private final Process process;

  private S3Server(Path program, Path root) throws IOException {
    int port = freePort();
    endpoint = URI.create("http://localhost:" + port);
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                program.toString(),
                "--server.port=0",
                "--http.port=" + port,
                "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET,
                "--com.adobe.testing.s3mock.store.root=" + root)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts one and waits a minute at most until it answers.
   *
   * @param program the jar, which the build fetches
   * @param root where it keeps its files
   * @throws IllegalStateException if it does not come up
   */
  public static S3Server start(Path program, Path root) throws IOException {
    S3Server server = new S3Server(program, root);
    for (int i = 0; i < LOOKS; i++) {
      if (server.answers()) {
        return server;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    server.close();
    throw new IllegalStateException("the S3 server does not answer");
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
