package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.Transcriptions.Submitted;
import io.throughline.app.it.collector.HttpCollector;
import io.throughline.app.it.collector.HttpCollector.Mode;
import io.throughline.app.it.engine.EngineJar;
import io.throughline.app.it.trace.RecordedTrace;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever the trace backend does, requests are served as always, with two lines in the log for
 * each outage. A second exporter speaks TLS to a port that does not: it fails all the time and
 * holds nothing up.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CollectorOutageIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final String BROKEN = "Spans do not get through by otlp";
  private static final String WELL = "Spans get through again by otlp";
  private static final int BURST = 300;

  private static HttpCollector collector;
  private static HttpCollector noTls;
  private static LibertyServer server;
  private static Transcriptions transcriptions;
  private static String transcript;

  @BeforeAll
  static void start() throws Exception {
    collector = new HttpCollector();
    noTls = new HttpCollector();
    server =
        new LibertyServer("outage")
            .with("throughline.speech.transcription-engine", "scripted")
            .with("otel.traces.exporter", "otlp,zipkin")
            .with("otel.exporter.otlp.endpoint", collector.endpoint())
            .with("otel.exporter.otlp.protocol", "http/protobuf")
            .with("otel.exporter.otlp.timeout", "1s")
            .with(
                "otel.exporter.zipkin.endpoint",
                noTls.endpoint().replace("http:", "https:") + "/api/v2/spans")
            .with("otel.bsp.schedule.delay", "100")
            .with("otel.bsp.max.queue.size", "64")
            .with("otel.bsp.max.export.batch.size", "32");
    EngineJar.write(
        ServerFiles.built("classes"),
        server.configuration().resolve("engines/scripted-engine.jar"));
    server.start();
    transcriptions = Transcriptions.on(server);
  }

  @AfterAll
  static void stop() {
    server.close();
    collector.close();
    noTls.close();
  }

  @Test
  @Order(1)
  void theWholeTreeArrivesOverHttp() throws IOException {
    Submitted job = transcriptions.submit(Form.of(Recording.meeting(4)));
    transcript = transcriptions.completed(job).getString("text");
    RecordedTrace trace = transcriptions.endedTrace(job);

    TraceCopy.assertSame(
        trace,
        Await.result(
            "the collector has the whole trace",
            LIMIT,
            () ->
                Optional.of(collector.spans().trace(trace.id()))
                    .filter(spans -> spans.size() >= trace.spans().size())));
    assertThat(collector.head()).startsWith("POST /v1/traces ");
  }

  @Test
  @Order(2)
  void aBackendWithoutTlsIsOneLine() throws IOException {
    Await.until("the line is there", LIMIT, () -> !lines("by zipkin to https").isEmpty());

    assertThat(lines("by zipkin to https")).singleElement().asString().contains("SSL");
  }

  @ParameterizedTest
  @Order(3)
  @EnumSource(
      value = Mode.class,
      names = {"WORKING", "SLOW"},
      mode = EnumSource.Mode.EXCLUDE)
  void anOutageIsTwoLinesAndNothingElse(Mode mode) throws IOException {
    int before = lines(BROKEN).size();
    int ends = lines(WELL).size();
    collector.turn(mode);
    assertServesAsAlways();
    Await.until("the outage is noticed", LIMIT, () -> lines(BROKEN).size() > before);
    burst();
    assertServesAsAlways();

    collector.turn(Mode.WORKING);
    Await.until(
        "the end of the outage is noticed",
        LIMIT,
        () -> {
          server.client().get("/v1/models");
          return lines(WELL).size() > ends;
        });

    assertThat(lines(BROKEN)).hasSize(before + 1);
    assertThat(lines(WELL)).hasSize(ends + 1);
    assertThat(server.printed())
        .noneMatch(line -> line.startsWith("[ERROR]"))
        .filteredOn(line -> line.contains("io.opentelemetry.exporter"))
        .isEmpty();
  }

  @Test
  @Order(4)
  void aSlowBackendCostsSpansAndNothingElse() throws IOException {
    collector.turn(Mode.SLOW);

    burst();
    assertServesAsAlways();

    collector.turn(Mode.WORKING);
  }

  @Test
  @Order(5)
  void aBackendThatNeverAnswersDoesNotHoldUpTheStop() throws IOException {
    collector.turn(Mode.BLACK_HOLE);
    burst();

    assertThat(server.stop()).isLessThan(STOP_LIMIT);
  }

  private static void burst() throws IOException {
    for (int i = 0; i < BURST; i++) {
      assertThat(server.client().get("/v1/models").status()).isEqualTo(200);
    }
  }

  private static void assertServesAsAlways() throws IOException {
    JsonObject completed =
        transcriptions.completed(transcriptions.submit(Form.of(Recording.meeting(4))));
    assertThat(completed.getString("text")).isEqualTo(transcript);
    assertThat(server.client().get("/health/ready").status()).isEqualTo(200);
    assertThat(server.client().get("/health").json().getString("status")).isEqualTo("UP");
  }

  private static List<String> lines(String text) throws IOException {
    return server.printed().stream().filter(line -> line.contains(text)).toList();
  }
}
