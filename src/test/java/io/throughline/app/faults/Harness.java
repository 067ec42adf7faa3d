package io.throughline.app.faults;

import io.throughline.app.faults.Node.Death;
import io.throughline.app.faults.Rows.AttemptRow;
import io.throughline.app.faults.crash.CrashAgent;
import io.throughline.app.faults.engine.NumberedAligner;
import io.throughline.app.faults.engine.NumberedTranscriber;
import io.throughline.app.faults.engine.Script;
import io.throughline.app.it.Await;
import io.throughline.app.it.Cluster;
import io.throughline.app.it.LibertyServer;
import io.throughline.app.it.ServerFiles;
import io.throughline.app.it.collector.HttpCollector;
import io.throughline.app.it.engine.EngineJar;
import io.throughline.testing.server.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Three nodes on what they share, each behind a network that can be made bad. */
final class Harness implements AutoCloseable {

  static final Duration LEASE = Duration.ofSeconds(6);
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final List<String> NODES = List.of("alpha", "beta", "gamma");

  private final Path directory;
  private final Scale scale;
  private final HttpCollector collector = new HttpCollector();
  private final List<Proxy> network = new ArrayList<>();
  private final Cluster cluster;
  private final Fleet fleet;
  private final Evidence evidence;

  Harness(Path directory, Scale scale) throws IOException {
    this.directory = directory;
    this.scale = scale;
    Files.createDirectories(fuses());
    Files.createFile(executions());
    cluster = Cluster.start(directory, this::through);
    List<Node> nodes = new ArrayList<>();
    for (String name : NODES) {
      nodes.add(node(name, cluster.node(name)));
    }
    evidence =
        new Evidence(
            cluster.postgres()::connect,
            Objects.in(cluster.s3().endpoint().resolve("/" + S3Server.BUCKET)),
            executions(),
            collector.spans());
    fleet = new Fleet(nodes);
  }

  private int through(int port) {
    try {
      Proxy proxy = new Proxy(port);
      network.add(proxy);
      return proxy.port();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A node of a server with the engines, the crash points and the trace backend of the harness. */
  Node node(String name, LibertyServer server) throws IOException {
    return new Node(name, prepare(server.with("throughline.node.name", name)));
  }

  private LibertyServer prepare(LibertyServer server) throws IOException {
    Path classes = ServerFiles.built("classes");
    EngineJar.write(
        classes,
        server.configuration().resolve("engines/numbered-engines.jar"),
        List.of(NumberedTranscriber.class, NumberedAligner.class, Script.class));
    String agent = CrashAgent.write(classes, directory.resolve("crash-agent.jar"), fuses());
    return server
        .with("throughline.speech.transcription-engine", NumberedTranscriber.ID)
        .with("throughline.speech.alignment-engine", NumberedAligner.ID)
        .with("otel.exporter.otlp.endpoint", collector.endpoint())
        .with("otel.exporter.otlp.protocol", "http/protobuf")
        .with("otel.bsp.schedule.delay", "100")
        .with("otel.bsp.max.queue.size", "20000")
        .withVariable(
            "JVM_ARGS",
            String.join(
                " ",
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-D" + Script.RECORD + "=" + executions(),
                agent));
  }

  Scale scale() {
    return scale;
  }

  Fleet fleet() {
    return fleet;
  }

  Cluster cluster() {
    return cluster;
  }

  HttpCollector collector() {
    return collector;
  }

  Path executions() {
    return directory.resolve("executions");
  }

  /** Where crash points are armed. */
  Path fuses() {
    return directory.resolve("fuses");
  }

  Path directory() {
    return directory;
  }

  /** Between the nodes and what they share. */
  List<Proxy> network() {
    return network;
  }

  /** A load whose jobs are labelled with the row's name. */
  Load load(String row) {
    return new Load(fleet, row);
  }

  Rows rows(Load load) throws Exception {
    return evidence.rows(load.row());
  }

  /** Waits until so many jobs of the load are completed. */
  void awaitCompleted(Load load, int jobs) {
    Await.until(
        jobs + " jobs are completed", LIMIT, () -> evidence.count(load.row(), "completed") >= jobs);
  }

  /** Waits until each job of the load has ended. */
  void awaitEnded(Load load) {
    Await.until(
        "all jobs have ended",
        LIMIT,
        () -> evidence.count(load.row(), "pending|running|cancelling") == 0);
  }

  /** Waits until an attempt at a job of the load runs; the node on which it does. */
  Node busy(Load load) {
    return Await.result(
        "a node is at work",
        LIMIT,
        () ->
            rows(load).jobs().values().stream()
                .flatMap(job -> job.attempts().stream())
                .filter(attempt -> attempt.outcome().equals("running"))
                .map(AttemptRow::node)
                .flatMap(
                    owner -> fleet.nodes().stream().filter(node -> owner.startsWith(node.name())))
                .findFirst());
  }

  /** Judges a load that all nodes worked on since {@code start}. */
  Verdict judge(Load load, Instant start) throws Exception {
    return judge(load, start, Map.of());
  }

  /**
   * Judges a load that all nodes worked on since {@code start}.
   *
   * @param expected how jobs are to end that are not to be completed, by label
   */
  Verdict judge(Load load, Instant start, Map<String, String> expected) throws Exception {
    awaitEnded(load);
    fleet.awaitAllUp();
    return evidence.judge(load, expected, deathsSince(start));
  }

  /** Judges a load that all nodes worked on since {@code start} while spans were lost. */
  Verdict judgeUntraced(Load load, Instant start) throws Exception {
    awaitEnded(load);
    fleet.awaitAllUp();
    return evidence.judgeUntraced(load, deathsSince(start));
  }

  List<Death> deathsSince(Instant start) {
    return fleet.deaths().stream().filter(death -> death.at().isAfter(start)).toList();
  }

  @Override
  public void close() throws IOException {
    fleet.close();
    cluster.close();
    collector.close();
    for (Proxy proxy : network) {
      proxy.close();
    }
  }
}
