package io.throughline.app.it.browser;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A headless Chromium with a profile of its own. */
public final class Chromium implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI endpoint;

  private Chromium(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Where a browser is: {@code THROUGHLINE_TEST_BROWSER}, or a well-known name on the path. */
  public static Optional<Path> find() {
    String given = System.getenv("THROUGHLINE_TEST_BROWSER");
    if (given != null) {
      return Optional.of(Path.of(given)).filter(Files::isExecutable);
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return NAMES.stream()
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(d -> Path.of(d, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts a browser.
   *
   * @param profile an empty directory
   * @param spoken a WAV file that its microphone hears, once for each page that listens
   */
  public static Chromium start(Path profile, Path spoken) throws IOException {
    Path program = find().orElseThrow(() -> new IllegalStateException("there is no Chromium"));
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                // Test machines run as root, and the only pages shown are the server's own.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--use-file-for-fake-audio-capture=" + spoken + "%noloop",
                "--lang=en-GB",
                "--window-size=1360,800",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(profile.resolve("chromium.log").toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Chromium(process, endpoint(process, profile.resolve("DevToolsActivePort")));
  }

  private static URI endpoint(Process process, Path portFile) throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (Files.exists(portFile) && Files.readAllLines(portFile).size() > 1) {
        return URI.create("http://127.0.0.1:" + Files.readAllLines(portFile).get(0));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    process.destroyForcibly();
    throw new IOException("Chromium did not start; see " + portFile.resolveSibling("chromium.log"));
  }

  /** Opens an empty page. */
  public Page page() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/json/new?about:blank"))
            .PUT(BodyPublishers.noBody())
            .build();
    try {
      String answer = http.send(request, BodyHandlers.ofString()).body();
      try (JsonReader reader = Json.createReader(new StringReader(answer))) {
        return new Page(http, URI.create(reader.readObject().getString("webSocketDebuggerUrl")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
