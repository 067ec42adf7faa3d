package io.throughline.app.it.collector;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;

/** The real Zipkin server as a child process, with its spans in memory. */
public final class Zipkin implements AutoCloseable {

  private final Process process;
  private final int port;

  /**
   * Starts it; it takes requests some seconds later.
   *
   * @param jar Zipkin's executable jar
   * @param log where its output goes
   */
  public Zipkin(Path jar, int port, Path log) throws IOException {
    this.port = port;
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()));
    builder.environment().put("QUERY_PORT", Integer.toString(port));
    builder.environment().put("STORAGE_TYPE", "mem");
    this.process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  public URI api() {
    return URI.create("http://localhost:" + port + "/api/v2/");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
