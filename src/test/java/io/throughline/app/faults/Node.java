package io.throughline.app.faults;

import io.throughline.app.it.Client;
import io.throughline.app.it.LibertyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that is started again whenever it has ended, as a container runtime does: in the files
 * of its image, and with the data that it had. Each of its processes has a name of its own in
 * traces. Thread-safe.
 */
final class Node {

  /**
   * The end of a process that could do nothing about it.
   *
   * @param process its {@code service.instance.id}
   */
  record Death(String node, String process, Instant at) {}

  private final String name;
  private final LibertyServer server;
  private final List<Death> deaths = new CopyOnWriteArrayList<>();
  private int starts;
  private String process;

  Node(String name, LibertyServer server) {
    this.name = name;
    this.server = server;
  }

  String name() {
    return name;
  }

  LibertyServer server() {
    return server;
  }

  Client client() {
    return server.client();
  }

  List<Death> deaths() {
    return deaths;
  }

  /** SIGKILL. */
  synchronized void kill() {
    Instant at = Instant.now();
    server.kill();
    died(at);
  }

  /**
   * SIGTERM.
   *
   * @return how long it took to end
   */
  synchronized Duration terminate() {
    process = null;
    return server.stop();
  }

  /** SIGTERM, and another version of the server from the next start on. */
  synchronized void change(Path war) throws IOException {
    terminate();
    Files.copy(
        war,
        server.configuration().resolve("apps/throughline.war"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Starts it if it has ended; an end that nobody here caused is a death too. */
  synchronized void keepAlive() throws IOException, InterruptedException {
    if (server.isAlive()) {
      return;
    }
    if (process != null) {
      died(Instant.now());
    }
    if (starts > 0) {
      server.renew();
    }
    String next = name + "-" + ++starts;
    server.with("otel.resource.attributes", "service.instance.id=" + next).start();
    process = next;
  }

  private void died(Instant at) {
    deaths.add(new Death(name, process, at));
    process = null;
  }
}
