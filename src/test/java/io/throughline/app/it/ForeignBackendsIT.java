package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.Transcriptions.Submitted;
import io.throughline.app.it.collector.GrpcCollector;
import io.throughline.app.it.collector.ReceivedSpan;
import io.throughline.app.it.collector.Zipkin;
import io.throughline.app.it.trace.RecordedSpan;
import io.throughline.app.it.trace.RecordedTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * One server that sends to an OTLP/gRPC backend with a key, to the real Zipkin and to its log, set
 * up with the variables of the guides that users come from.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ForeignBackendsIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String KEY = "a+b/c d=";

  @TempDir static Path directory;

  private static GrpcCollector collector;
  private static Zipkin zipkin;
  private static LibertyServer server;
  private static RecordedTrace trace;

  @BeforeAll
  static void transcribe() throws Exception {
    collector = new GrpcCollector("x-honeycomb-team", KEY);
    zipkin =
        new Zipkin(
            ServerFiles.built("zipkin"), LibertyServer.freePort(), directory.resolve("zipkin.log"));
    server =
        new LibertyServer("backends")
            .withVariable("OTEL_TRACES_EXPORTER", "otlp,zipkin")
            .withVariable("OTEL_EXPORTER_CONSOLE", "true")
            .withVariable("OTEL_EXPORTER_TYPE", "grpc")
            .withVariable(
                "observability__OTEL_EXPORTER_OTLP_ENDPOINT",
                collector.endpoint().replace("http://", ""))
            .withVariable("observability__OTEL_EXPORTER_OTLP_INSECURE", "true")
            .withVariable("OTEL_EXPORTER_OTLP_HEADERS", "x-honeycomb-team=a+b%2Fc%20d=")
            .withVariable("OTEL_EXPORTER_ZIPKIN_ENDPOINT", zipkin.api() + "spans")
            .withVariable("observability__OTEL_SERVICE_NAME", "whisperx-api")
            .withVariable("observability__OTEL_SERVICE_VERSION", "0.4.1")
            .withVariable("OTEL_DEPLOYMENT_ENVIRONMENT", "staging")
            .withVariable("OTEL_RESOURCE_ATTRIBUTES", "team=speech%20lab,service.instance.id=one")
            .withVariable("OTEL_BSP_SCHEDULE_DELAY", "500");
    ZipkinTrace.awaitReady(zipkin);
    server.start();
    Transcriptions transcriptions = Transcriptions.on(server);
    Submitted job = transcriptions.submit(Form.of(Recording.meeting(4)));
    transcriptions.completed(job);
    trace = transcriptions.endedTrace(job);
  }

  @AfterAll
  static void stop() {
    server.close();
    zipkin.close();
    collector.close();
  }

  @Test
  @Order(1)
  void oneLineAtTheStartSaysWhereSpansGoAndShowsNoKey() throws IOException {
    assertThat(server.printed())
        .filteredOn(line -> line.contains("Tracing is"))
        .singleElement()
        .asString()
        .contains(
            "Tracing is on: service whisperx-api, environment staging, sampler"
                + " parentbased_always_on, detail default, exporters logging, otlp (grpc) to "
                + collector.endpoint()
                + " with 1 header, zipkin to "
                + zipkin.api()
                + "spans");
    assertThat(server.printed()).noneMatch(line -> line.contains(KEY) || line.contains("%2Fc%20d"));
  }

  @Test
  @Order(2)
  void theWholeTreeArrivesOverGrpcWithTheServersResource() {
    List<ReceivedSpan> received =
        Await.result(
            "the collector has the whole trace",
            LIMIT,
            () ->
                java.util.Optional.of(collector.spans().trace(trace.id()))
                    .filter(spans -> spans.size() >= trace.spans().size()));

    TraceCopy.assertSame(trace, received);
    assertThat(received.get(0).resource())
        .containsAllEntriesOf(
            Map.of(
                "service.name", "whisperx-api",
                "service.version", "0.4.1",
                "service.namespace", "throughline",
                "service.instance.id", "one",
                "deployment.environment.name", "staging",
                "team", "speech lab"))
        .doesNotContainKeys("process.command_line", "process.command_args");
  }

  @Test
  @Order(3)
  void theWholeTreeCanBeReadFromZipkin() {
    ZipkinTrace.complete(zipkin, trace.id(), trace.spans().size()).assertSame(trace);
  }

  @Test
  @Order(4)
  void everySpanIsALineOfTheLog() {
    List<String> ids = trace.spans().stream().map(RecordedSpan::id).toList();

    Await.until(
        "the log has every span",
        LIMIT,
        () -> {
          String lines =
              String.join(
                  "\n",
                  server.printed().stream().filter(line -> line.contains(" A span ")).toList());
          return ids.stream().allMatch(id -> lines.contains("span=" + id));
        });
  }

  @Test
  @Order(5)
  void stoppingTheServerSendsWhatIsWaiting() throws IOException {
    Answer last = server.client().get("/api/v1/jobs");

    server.stop();

    assertThat(collector.spans().trace(last.header("X-Trace-Id").orElseThrow()))
        .extracting(ReceivedSpan::name)
        .contains("GET /api/v1/jobs");
  }
}
