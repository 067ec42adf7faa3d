package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.collector.Zipkin;
import io.throughline.app.it.trace.RecordedSpan;
import io.throughline.app.it.trace.RecordedTrace;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A trace as Zipkin's API gives it. */
record ZipkinTrace(List<JsonObject> spans) {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long NANOS_PER_MICRO = 1_000;

  /** Waits until Zipkin has as many spans of a trace. */
  static ZipkinTrace complete(Zipkin zipkin, String traceId, int spans) {
    Client client = new Client(zipkin.api());
    return Await.result(
        "Zipkin has " + spans + " spans of " + traceId,
        LIMIT,
        () -> read(client, traceId).filter(trace -> trace.spans().size() >= spans));
  }

  static void awaitReady(Zipkin zipkin) {
    Client client = new Client(zipkin.api());
    Await.until(
        "Zipkin answers",
        LIMIT,
        () -> {
          try {
            return client.get("services").status() == 200;
          } catch (IOException e) {
            return false;
          }
        });
  }

  private static Optional<ZipkinTrace> read(Client client, String traceId) throws IOException {
    Answer answer = client.get("trace/" + traceId);
    if (answer.status() != 200) {
      return Optional.empty();
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(answer.bytes()))) {
      return Optional.of(new ZipkinTrace(reader.readArray().getValuesAs(JsonObject.class)));
    }
  }

  /** Every span is there once: same place in the tree, name, kind, time and tags. */
  void assertSame(RecordedTrace own) {
    Map<String, JsonObject> byId =
        spans.stream().collect(Collectors.toMap(span -> span.getString("id"), Function.identity()));
    assertThat(spans).hasSameSizeAs(own.spans());
    for (RecordedSpan span : own.spans()) {
      JsonObject copy = byId.get(span.id());
      assertThat(copy).describedAs(span.name()).isNotNull();
      assertThat(copy.getString("parentId", "")).isEqualTo(span.parent().orElse(""));
      assertThat(copy.getString("name")).isEqualTo(span.name().toLowerCase(Locale.ROOT));
      String kind = copy.getString("kind", "INTERNAL").toLowerCase(Locale.ROOT);
      assertThat(kind).describedAs(span.name()).isEqualTo(span.kind());
      assertThat(copy.getJsonNumber("timestamp").longValue())
          .isEqualTo(span.start() / NANOS_PER_MICRO);
      assertThat(copy.getJsonObject("tags").keySet()).containsAll(span.attributes().keySet());
      assertThat(copy.getJsonObject("localEndpoint").getString("serviceName"))
          .isEqualTo("whisperx-api");
    }
  }
}
