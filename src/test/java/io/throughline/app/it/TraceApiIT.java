package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.Transcriptions.Submitted;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jaeger's query API, as jaeger-ui and others ask it, and who may. */
@OnServer(Flavour.SCRIPTED)
class TraceApiIT {

  private static final String EVER =
      "query.startTimeMin=2020-01-01T00:00:00Z&query.startTimeMax=2100-01-01T00:00:00.5Z";
  private static final int SECONDS = 3;

  private final Client client;
  private final Transcriptions transcriptions;

  TraceApiIT(LibertyServer server) {
    this.client = server.client();
    this.transcriptions = Transcriptions.on(server);
  }

  @Test
  void aJobsTraceIsFoundByTheJobsId() throws IOException {
    Submitted job = done();
    String tags = URLEncoder.encode("{\"job.id\":\"" + job.id() + "\"}", StandardCharsets.UTF_8);

    assertThat(traceIds(client.get("/api/traces?service=throughline&tags=" + tags).json()))
        .containsExactly(job.traceId());
    assertThat(traceIds(client.get("/api/traces?tag=job.id:" + job.id()).json()))
        .containsExactly(job.traceId());
    List<JsonObject> summaries =
        objects(
            client.get("/api/v3/trace-summaries?" + EVER + "&query.attributes=" + tags).json(),
            "summaries");
    assertThat(summaries).hasSize(1);
    assertThat(summaries.get(0).getString("traceId")).isEqualTo(job.traceId());
    assertThat(summaries.get(0).getString("rootOperationName"))
        .isEqualTo("POST /v1/audio/transcriptions");
    assertThat(summaries.get(0).getInt("spanCount")).isGreaterThan(20);
  }

  @Test
  void aTraceIsFoundByOperationDurationAndTime() throws IOException {
    Submitted job = done();
    String operation = "/api/traces?operation=ml.transcribe&limit=1";

    assertThat(traceIds(client.get(operation).json())).containsExactly(job.traceId());
    assertThat(traceIds(client.get(operation + "&minDuration=1h").json())).isEmpty();
    assertThat(traceIds(client.get(operation + "&maxDuration=1h").json())).hasSize(1);
    assertThat(traceIds(client.get(operation + "&end=1000000").json())).isEmpty();
    assertThat(traceIds(client.get(operation + "&start=1000000").json())).hasSize(1);
  }

  @Test
  void failedTracesAreFoundAsSuch() throws IOException {
    Submitted job =
        transcriptions.submit(Form.of(Recording.meeting(SECONDS)).field("prompt", "fail"));
    transcriptions.ended(job);
    transcriptions.endedTrace(job);

    List<String> found =
        traceIds(client.get("/api/traces?limit=500&tags=%7B%22error%22%3A%22true%22%7D").json());

    assertThat(found).contains(job.traceId());
    for (String id : found) {
      assertThat(client.get("/api/traces/" + id).text()).contains("\"error\"");
    }
  }

  @Test
  void servicesAndOperationsAreListed() throws IOException {
    done();

    assertThat(strings(client.get("/api/services").json(), "data")).contains("throughline");
    assertThat(strings(client.get("/api/services/throughline/operations").json(), "data"))
        .contains("ml.transcribe", "job.queue_wait")
        .doesNotHaveDuplicates();
    assertThat(objects(client.get("/api/operations?service=throughline").json(), "data"))
        .anySatisfy(
            o -> {
              assertThat(o.getString("name")).isEqualTo("send transcription");
              assertThat(o.getString("spanKind")).isEqualTo("producer");
            });
    assertThat(strings(client.get("/api/v3/services").json(), "services")).contains("throughline");
    assertThat(objects(client.get("/api/dependencies?endTs=1&lookback=1").json(), "data"))
        .isEmpty();
    assertThat(
            objects(
                client.get("/api/v3/operations?service=throughline&span_kind=consumer").json(),
                "operations"))
        .extracting(o -> o.getString("name"))
        .contains("audio_processing.transcription")
        .doesNotContain("ml.transcribe");
  }

  @Test
  void theSameTraceComesAsOtlp() throws IOException {
    Submitted job = done();

    JsonObject resource =
        client
            .get("/api/v3/traces/" + job.traceId())
            .json()
            .getJsonObject("result")
            .getJsonArray("resourceSpans")
            .getJsonObject(0);
    int spans =
        resource.getJsonArray("scopeSpans").getValuesAs(JsonValue::asJsonObject).stream()
            .mapToInt(scope -> scope.getJsonArray("spans").size())
            .sum();

    assertThat(resource.toString()).contains("service.name");
    assertThat(spans).isEqualTo(transcriptions.trace(job).spans().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/traces?limit=none",
        "/api/traces?minDuration=1",
        "/api/traces?start=now",
        "/api/traces?tags=%7B",
        "/api/traces?traceID=xyz",
        "/api/traces/xyz"
      })
  void whatCannotBeReadIsRefusedAsJaegerDoes(String path) throws IOException {
    Answer answer = client.get(path);

    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(400);
    JsonObject error = answer.json().getJsonArray("errors").getJsonObject(0);
    assertThat(error.getInt("code")).isEqualTo(400);
    assertThat(error.getString("msg")).startsWith("unable to parse param");
    assertThat(answer.json().isNull("data")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v3/trace-summaries, 400",
    "/api/v3/traces?query.startTimeMin=x, 400",
    "/api/v3/traces/xyz, 400",
    "/api/v3/traces/00000000000000000000000000000001, 404"
  })
  void theErrorsOfV3AreJaegersToo(String path, int status) throws IOException {
    Answer answer = client.get(path);

    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(status);
    assertThat(answer.json().getJsonObject("error").getInt("httpCode")).isEqualTo(status);
  }

  @Test
  void anUnknownTraceIsNotFound() throws IOException {
    Answer answer = client.get("/api/traces/1");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("\"msg\":\"trace not found\"");
  }

  @Test
  void aTerminalGetsTextAndABrowserThePage() throws IOException {
    String path = "/traces/" + done().traceId();

    Answer text = client.get(path);
    Answer page = client.send(client.request(path).header("Accept", "text/html,*/*;q=0.8"));
    Answer asked = client.send(client.request(path + "?format=text").header("Accept", "text/html"));

    assertThat(text.text()).startsWith("trace ").contains("└─ ");
    assertThat(asked.text()).isEqualTo(text.text());
    assertThat(page.header("Content-Type")).hasValueSatisfying(t -> t.startsWith("text/html"));
    assertThat(page.header("Content-Security-Policy"))
        .get()
        .asString()
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @ParameterizedTest
  @CsvSource({
    "Host, evil.example",
    "X-Forwarded-For, 127.0.0.1",
    "X-Forwarded-For, 203.0.113.7",
    "Forwarded, for=127.0.0.1",
    "X-Real-IP, 127.0.0.1",
    "Via, 1.1 proxy"
  })
  void whoeverComesFromElsewhereIsRefused(String header, String value) throws IOException {
    for (String path :
        List.of(
            "/traces",
            "/traces/00000000000000000000000000000001",
            "/traces/00000000000000000000000000000001/logs",
            "/traces/app/main.js",
            "/api/traces",
            "/api/services",
            "/api/v3/services")) {
      String answer = RawGet.of(client.server(), path, header + ": " + value);

      assertThat(answer)
          .describedAs(path)
          .startsWith("HTTP/1.1 403 ")
          .contains("application/problem+json", "THROUGHLINE_TRACES_ACCESS");
    }
  }

  /** Open Liberty can be told a client's address by such a header; ours must not listen. */
  @Test
  void aHeaderThatClaimsAnAddressIsNotBelieved() throws IOException {
    assertThat(RawGet.of(client.server(), "/api/services", "$WSRA: 203.0.113.7"))
        .startsWith("HTTP/1.1 200 ");
  }

  private Submitted done() throws IOException {
    Submitted job = transcriptions.submit(Form.of(Recording.meeting(SECONDS)));
    transcriptions.completed(job);
    transcriptions.endedTrace(job);
    return job;
  }

  private static List<String> traceIds(JsonObject answer) {
    return objects(answer, "data").stream().map(trace -> trace.getString("traceID")).toList();
  }

  private static List<JsonObject> objects(JsonObject answer, String name) {
    return answer.getJsonArray(name).getValuesAs(JsonValue::asJsonObject);
  }

  private static List<String> strings(JsonObject answer, String name) {
    return answer.getJsonArray(name).getValuesAs(JsonString::getString);
  }
}
