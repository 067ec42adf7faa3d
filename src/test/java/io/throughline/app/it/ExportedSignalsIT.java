package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.throughline.app.it.Transcriptions.Submitted;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server that sends all signals to a collector, logs for Google Cloud, and is on the network. */
class ExportedSignalsIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String ANY = "";

  private static Collector collector;
  private static LibertyServer server;
  private static Transcriptions transcriptions;
  private static Submitted job;

  @BeforeAll
  static void runAJobThatFails() throws Exception {
    collector = new Collector();
    server =
        ServerExtension.scripted("exporting")
            .with("otel.logs.exporter", "otlp")
            .with("otel.metrics.exporter", "otlp")
            .with("otel.metric.export.interval", "1000")
            .with("otel.exporter.otlp.protocol", "http/protobuf")
            .with("otel.exporter.otlp.endpoint", collector.endpoint())
            .with("throughline.log.cloud-project", "my-project")
            .with("http.host", "*");
    server.start();
    transcriptions = Transcriptions.on(server);
    job = transcriptions.submit(Form.of(Recording.meeting(1)).field("prompt", "fail"));
    transcriptions.ended(job);
    transcriptions.endedTrace(job);
  }

  @AfterAll
  static void close() {
    server.close();
    collector.close();
  }

  @Test
  void logLinesArriveWithTheirTrace() {
    Await.until(
        "the collector has the line about the failure, in its trace",
        LIMIT,
        () ->
            collector.has("/v1/logs", "job " + job.id() + " attempt 1 failed", job.traceId())
                && collector.has("/v1/logs", "io.openliberty.ext.request", ANY));
  }

  @Test
  void theSameMetricsArriveAsAreAtMetrics() {
    Await.until(
        "the collector has the metrics",
        LIMIT,
        () ->
            collector.has("/v1/metrics", "throughline.job.attempts", ANY)
                && collector.has("/v1/metrics", "http.server.request.duration", ANY)
                && collector.has("/v1/metrics", "jvm.memory.used", ANY));
  }

  @Test
  void theExportersMetricsAreDocumentedToo() throws IOException {
    Await.until(
        "spans were exported",
        LIMIT,
        () -> Scrape.of(server).families().containsKey("otlp_exporter_exported_total"));
    Map<String, MetricsTable.Row> documented = MetricsTable.read();
    Scrape scrape = Scrape.of(server);

    assertThat(scrape.families()).containsKey("otel_sdk_processor_span_queue_size");
    assertThat(documented.keySet()).containsAll(scrape.families().keySet());
    scrape
        .families()
        .keySet()
        .forEach(
            name ->
                assertThat(documented.get(name).labels())
                    .describedAs(name)
                    .containsAll(scrape.labelsOf(name)));
  }

  @Test
  void linesCarryTheFieldsOfCloudLogging() throws IOException {
    assertThat(LogLine.of(server))
        .filteredOn(line -> line.get("job_id").equals(job.id()))
        .isNotEmpty()
        .allSatisfy(
            line -> {
              assertThat(line.get("logging.googleapis.com/trace"))
                  .isEqualTo("projects/my-project/traces/" + job.traceId());
              assertThat(line.get("logging.googleapis.com/spanId")).isEqualTo(line.get("span_id"));
              assertThat(line.json().getBoolean("logging.googleapis.com/trace_sampled")).isTrue();
            });
  }

  @Test
  void metricsAreNotForOtherMachines() throws IOException {
    Optional<InetAddress> outside = address();
    assumeThat(outside).describedAs("an address besides loopback").isPresent();
    Client neighbour =
        new Client(URI.create("http://" + outside.get().getHostAddress() + ":" + server.port()));

    Answer answer = neighbour.get("/metrics");

    Problems.assertProblem(answer, 403, "forbidden", null);
    assertThat(server.client().get("/metrics").status()).isEqualTo(200);
  }

  private static Optional<InetAddress> address() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .findFirst();
  }
}
