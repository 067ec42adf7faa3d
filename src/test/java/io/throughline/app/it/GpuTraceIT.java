package io.throughline.app.it;

import static io.throughline.app.it.trace.ExpectedSpan.Kind.INTERNAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.engine.EngineJar;
import io.throughline.app.it.engine.ScriptedCard;
import io.throughline.app.it.trace.RecordedSpan;
import io.throughline.app.it.trace.RecordedTrace;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the running server shows of an engine that says what its graphics card did. */
class GpuTraceIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SAMPLES = 40 * 30 * 3;

  private LibertyServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        new LibertyServer("card")
            .with("throughline.image.engine", "scripted-card")
            .with("throughline.gpu.max-concurrent", "1");
    EngineJar.write(
        ServerFiles.built("classes"),
        server.configuration().resolve("engines/card.jar"),
        List.of(ScriptedCard.class));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void kernelsAreInTheTraceAsFarAsItIsAskedForAndAllOfThemBesideIt() throws Exception {
    RecordedTrace all = trace("gpu");
    RecordedTrace some = trace("true");

    assertThat(names(all))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "gpu.transfer h2d", 1L,
                "gpu.compute", 1L,
                "gpu.kernel step", 200L,
                "gpu.kernels.other", 1L,
                "gpu.transfer d2h", 1L));
    assertThat(names(some))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("gpu.transfer h2d", 1L, "gpu.compute", 1L, "gpu.transfer d2h", 1L));
    RecordedSpan engine = all.span("engine.scripted-card.process");
    assertThat(engine.attributes())
        .containsEntry("gpu.device", Json.createValue("scripted"))
        .containsEntry("gpu.memory_before_mb", Json.createValue(3.0))
        .containsEntry("gpu.memory_after_mb", Json.createValue(5.0));
    assertThat(gpu(all))
        .allSatisfy(
            span -> {
              assertThat(span.parent()).contains(engine.id());
              assertThat(span.kind()).isEqualTo(INTERNAL.name().toLowerCase(Locale.ROOT));
              assertThat(span.status()).isEqualTo("unset");
            });
    assertAttributes(
        all.span("gpu.transfer d2h"),
        700,
        Map.of("gpu.bytes", Json.createValue(SAMPLES), "gpu.transfers", Json.createValue(1)));
    RecordedSpan last = all.spans("gpu.kernel step").get(199);
    assertAttributes(
        last,
        ScriptedCard.FIRST + ScriptedCard.KERNELS - 1,
        Map.of("gpu.grid", Json.createValue("4x2"), "gpu.block", Json.createValue(128)));
    assertThat(last.end() - last.start()).isEqualTo(ScriptedCard.FIRST + ScriptedCard.KERNELS - 1);
    assertAttributes(
        all.span("gpu.kernels.other"),
        3 * ScriptedCard.FIRST + 3,
        Map.of("gpu.kernels", Json.createValue(3)));

    List<JsonObject> events = timeline(all);
    assertThat(events).filteredOn(e -> e.getInt("pid") == 2 && isSlice(e)).hasSize(205);
    assertThat(events)
        .filteredOn(e -> e.getInt("pid") == 1 && isSlice(e))
        .hasSameSizeAs(all.spans());
    assertThat(timeline(some)).filteredOn(e -> e.getInt("pid") == 2 && isSlice(e)).hasSize(205);
    MetricsTable.assertDocuments(Scrape.of(server));
    assertThat(Scrape.of(server).value("hw_gpu_io_bytes_total", "network_io_direction", "receive"))
        .isEqualTo(2 * SAMPLES);
  }

  @Test
  void whetherThereIsACardIsSaidInOneLineAndByHealth() throws Exception {
    assertThat(server.printed()).filteredOn(line -> line.contains("raphics card")).hasSize(1);
    JsonObject check =
        server.client().get("/health").json().getJsonArray("checks").stream()
            .map(JsonValue::asJsonObject)
            .filter(c -> c.getString("name").equals("gpu"))
            .findFirst()
            .orElseThrow();
    assertThat(check.getString("status")).isEqualTo("UP");
    boolean card = check.getJsonObject("data").getBoolean("available");
    assertThat(server.client().get("/v1/models").json().containsKey("devices")).isEqualTo(card);
  }

  private RecordedTrace trace(String detail) throws IOException {
    Answer accepted =
        server
            .client()
            .post(
                "/api/v1/images/enhance",
                TestPicture.form(TestPicture.landscape(40, 30, "png")),
                "X-Force-Trace",
                detail);
    String path = "/api/v1/jobs/" + accepted.json().getString("job_id");
    Await.result(
        "the job has ended",
        LIMIT,
        () ->
            Optional.of(server.client().get(path).json())
                .filter(job -> job.getString("status").equals("completed")));
    return Transcriptions.on(server).endedTrace(accepted.header("X-Trace-Id").orElseThrow());
  }

  private List<JsonObject> timeline(RecordedTrace trace) throws IOException {
    return server
        .client()
        .get("/traces/" + trace.id() + "/timeline")
        .json()
        .getJsonArray("traceEvents")
        .getValuesAs(JsonObject.class);
  }

  private static boolean isSlice(JsonObject event) {
    return event.getString("ph").equals("X");
  }

  private static List<RecordedSpan> gpu(RecordedTrace trace) {
    return trace.spans().stream().filter(span -> span.name().startsWith("gpu.")).toList();
  }

  private static Map<String, Long> names(RecordedTrace trace) {
    return gpu(trace).stream()
        .collect(Collectors.groupingBy(RecordedSpan::name, Collectors.counting()));
  }

  /** Exactly these attributes, and those that all spans of the card have. */
  private static void assertAttributes(
      RecordedSpan span, long nanos, Map<String, JsonValue> others) {
    assertThat(span.attributes())
        .hasSize(4 + others.size())
        .containsAllEntriesOf(others)
        .containsEntry("gpu.device", Json.createValue("scripted"))
        .containsEntry("gpu.stream", Json.createValue(0))
        .containsEntry("gpu.duration_ns", Json.createValue(nanos))
        .containsEntry("gpu.device_time", JsonValue.TRUE);
  }
}
