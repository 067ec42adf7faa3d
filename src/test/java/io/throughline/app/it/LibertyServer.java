package io.throughline.app.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The real server as a child process, on a free port and with files of its own. It can be killed
 * and started again on the same data.
 */
public final class LibertyServer implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(150);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(45);
  private static final int LOG_LINES = 60;

  /** Tests are over before code of the optimizing compiler is worth its time. */
  private static final String JVM_ARGS = "-XX:TieredStopAtLevel=1";

  private final ServerFiles files;
  private final Map<String, String> environment = new HashMap<>();
  private final int port;
  private Process launcher;
  private volatile boolean overForGood;

  /**
   * Lays out a server without starting it.
   *
   * @param name names its directory below the build's output
   */
  public LibertyServer(String name) throws IOException {
    this.files = ServerFiles.layOut(name);
    this.port = freePort();
    Runtime.getRuntime().addShutdownHook(new Thread(this::leaveNothingBehind));
  }

  /** Sets a setting such as {@code throughline.upload.max-bytes} from the next start on. */
  public LibertyServer with(String setting, String value) {
    environment.put(setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), value);
    return this;
  }

  /** Sets a variable of the environment under exactly this name from the next start on. */
  public LibertyServer withVariable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Forgets everything that was set. */
  LibertyServer withNothing() {
    environment.clear();
    return this;
  }

  /** Starts it and waits until it is ready. */
  public LibertyServer start() throws IOException, InterruptedException {
    if (overForGood) {
      throw new IllegalStateException("the tests end: nothing is started any more");
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                ServerFiles.built("liberty").resolve("bin/server").toString(), "run", files.name())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(files.log().toFile()));
    Map<String, String> env = builder.environment();
    env.keySet().removeIf(key -> key.startsWith("OTEL_") || key.startsWith("THROUGHLINE_"));
    env.keySet().removeAll(List.of("ENVIRONMENT", "TRACING"));
    env.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    // on every machine the same engines do the work
    env.put("CUDA_VISIBLE_DEVICES", "");
    env.put("WLP_USER_DIR", files.userDirectory().toString());
    env.put("JVM_ARGS", JVM_ARGS);
    env.put("HTTP_PORT", Integer.toString(port));
    env.put("THROUGHLINE_DATA_DIR", files.data().toString());
    env.putAll(environment);
    launcher = builder.start();
    try {
      Await.until("the server is ready", START_LIMIT, this::isReady);
    } catch (AssertionError e) {
      close();
      throw new IllegalStateException("the server did not start:\n" + logTail(), e);
    }
    return this;
  }

  private boolean isReady() {
    if (!launcher.isAlive()) {
      throw new IllegalStateException("the server ended while it started:\n" + logTail());
    }
    try {
      return client().get("/health/ready").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  public Client client() {
    return new Client(URI.create("http://localhost:" + port));
  }

  int port() {
    return port;
  }

  /** Where it keeps its database and objects. */
  public Path data() {
    return files.data();
  }

  /** Where its server.xml is. */
  public Path configuration() {
    return files.configuration();
  }

  /** What it logged so far, to the last whole line; all of it is to be JSON. */
  List<String> messages() throws IOException {
    return files.messages();
  }

  /** What it printed so far. */
  public List<String> printed() throws IOException {
    return Files.readAllLines(files.log());
  }

  public String logTail() {
    return files.logTail(LOG_LINES);
  }

  /** SIGKILL: the server gets no chance to do anything. */
  public void kill() {
    Optional<ProcessHandle> java = java();
    java.ifPresent(ProcessHandle::destroyForcibly);
    awaitEnd(java, STOP_LIMIT);
    launcher.destroyForcibly();
  }

  /**
   * SIGTERM, as a service manager or container runtime stops it.
   *
   * @return how long it took to end
   */
  public Duration stop() {
    Optional<ProcessHandle> java = java();
    long start = System.nanoTime();
    java.ifPresent(ProcessHandle::destroy);
    awaitEnd(java, STOP_LIMIT);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    keepWorkArea();
    return took;
  }

  private void keepWorkArea() {
    try {
      files.keepWorkArea();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes away what its last process made of the configuration and the WAR, as a container runtime
   * does. Its data stay.
   */
  public void renew() throws IOException {
    files.renewWorkArea();
  }

  /** SIGSTOP: the server stands still, its connections stay open. */
  public void suspend() {
    signal("STOP");
  }

  /** SIGCONT: the server goes on where it was and does not know that time has passed. */
  public void resume() {
    signal("CONT");
  }

  /** True until its process has ended. */
  public boolean isAlive() {
    return launcher != null && java().isPresent();
  }

  private void signal(String name) {
    long pid = java().map(ProcessHandle::pid).orElseThrow();
    try {
      int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (launcher != null && launcher.isAlive()) {
      try {
        stop();
      } catch (IllegalStateException e) {
        kill();
      }
    }
  }

  private void leaveNothingBehind() {
    overForGood = true;
    if (launcher != null) {
      launcher.descendants().forEach(ProcessHandle::destroyForcibly);
      launcher.destroyForcibly();
    }
  }

  /** The server itself; the launcher is a shell script that either becomes it or waits for it. */
  private Optional<ProcessHandle> java() {
    return Stream.concat(Stream.of(launcher.toHandle()), launcher.descendants())
        .filter(LibertyServer::isJava)
        .findFirst();
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("java")).isPresent();
  }

  private static void awaitEnd(Optional<ProcessHandle> process, Duration limit) {
    CompletableFuture<ProcessHandle> end =
        process
            .map(ProcessHandle::onExit)
            .orElseThrow(() -> new IllegalStateException("the server is not running"));
    try {
      end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the server did not end within " + limit, e);
    }
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
