package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics of a server to which everything has happened that is measured. */
@OnServer(Flavour.SCRIPTED)
class MetricsIT {

  private static final String HTTP = "http_server_request_duration_seconds";

  private final LibertyServer server;
  private final Transcriptions transcriptions;

  MetricsIT(LibertyServer server) {
    this.server = server;
    this.transcriptions = Transcriptions.on(server);
  }

  @BeforeEach
  void letSomethingOfEverythingHappen() throws Exception {
    transcriptions.completed(transcriptions.submit(Form.of(Recording.meeting(2))));
    transcriptions.ended(
        transcriptions.submit(Form.of(Recording.meeting(1)).field("prompt", "fail")));
    byte[] page = "<html>".getBytes(StandardCharsets.US_ASCII);
    server.client().post(Transcriptions.PATH, Form.of(page));
    Questions.on(server).withBridges().answered("Which bridge is the oldest?");
    try (LiveStream stream = LiveStream.to(server)) {
      stream.say(Recording.meeting(1)).command("{\"type\":\"end\"}");
      stream.await("session.end");
    }
    Await.until(
        "the jobs are counted",
        Duration.ofSeconds(20),
        () -> Scrape.of(server).value("throughline_jobs_current") == 0);
  }

  @Test
  void everyMetricIsDocumentedWithItsTypeAndItsLabels() throws IOException {
    MetricsTable.assertDocuments(Scrape.of(server));
  }

  @Test
  void everyDocumentedMetricIsThere() throws IOException {
    Set<String> promised = new TreeSet<>();
    MetricsTable.read()
        .forEach(
            (name, row) -> {
              if (row.always()) {
                promised.add(name);
              }
            });

    assertThat(Scrape.of(server).families().keySet()).containsAll(promised);
  }

  @Test
  void theDashboardAndTheAlertsAskForNothingElse() throws IOException {
    List<String> expressions = new ArrayList<>(dashboard());
    List<String> rules = alertLines("expr");
    assertThat(expressions).hasSizeGreaterThan(20);
    assertThat(rules).hasSizeGreaterThan(8);
    expressions.addAll(rules);
    Set<String> known = new TreeSet<>(Scrape.of(server).names());
    known.addAll(alertLines("- record"));

    assertThat(expressions)
        .allSatisfy(
            expression ->
                assertThat(known)
                    .describedAs(expression)
                    .containsAll(PromQl.metrics(expression))
                    .isNotEmpty());
  }

  @Test
  void clientsCannotMakeNewSeries() throws IOException {
    int before = http().size();
    for (int i = 0; i < 1_000; i++) {
      server
          .client()
          .send(
              server
                  .client()
                  .request("/nowhere-" + i + "?x=" + i)
                  .header("User-Agent", "agent-" + i)
                  .header("X-Request-Id", "request-" + i)
                  .method("METHOD" + i, BodyPublishers.noBody()));
    }

    assertThat(http()).hasSizeLessThanOrEqualTo(before + 2);
    assertThat(Scrape.of(server).value(HTTP + "_count", "http_request_method", "_OTHER"))
        .isGreaterThanOrEqualTo(1_000);
  }

  @Test
  void everySpanThatEndedIsAccountedFor() throws IOException {
    Scrape scrape = Scrape.of(server);
    double ended = scrape.value("otel_sdk_span_ended_total", "destination", "store");

    assertThat(ended).isPositive();
    assertThat(
            ended
                - scrape.value("otel_sdk_span_settled_total", "destination", "store")
                - scrape.value("otel_sdk_span_queued", "destination", "store"))
        .isZero();
  }

  @Test
  void openMetricsLeadFromAMeasurementToItsTrace() throws IOException {
    String trace = transcriptions.submit(Form.of(Recording.meeting(1))).traceId();

    Answer answer =
        server
            .client()
            .send(
                server
                    .client()
                    .request("/metrics")
                    .header("Accept", "application/openmetrics-text; version=1.0.0"));

    assertThat(answer.header("Content-Type")).get().asString().contains("openmetrics-text");
    assertThat(answer.text()).endsWith("# EOF\n");
    assertThat(answer.text().lines())
        .filteredOn(line -> line.startsWith(HTTP + "_bucket"))
        .anyMatch(line -> line.contains("trace_id=\"" + trace + "\""));
    assertThat(server.client().get("/traces/" + trace).status()).isEqualTo(200);
  }

  private List<Map<String, String>> http() throws IOException {
    return Scrape.of(server).samples().stream()
        .filter(sample -> sample.name().equals(HTTP + "_count"))
        .map(Scrape.Sample::labels)
        .toList();
  }

  private static List<String> dashboard() throws IOException {
    try (JsonReader reader =
        Json.createReader(Files.newInputStream(deployed("grafana/throughline.json")))) {
      JsonObject dashboard = reader.readObject();
      List<String> expressions = new ArrayList<>();
      for (JsonObject panel : dashboard.getJsonArray("panels").getValuesAs(JsonObject.class)) {
        panel.getOrDefault("targets", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
            .map(target -> target.asJsonObject().getString("expr"))
            .forEach(expressions::add);
      }
      JsonArray variables = dashboard.getJsonObject("templating").getJsonArray("list");
      for (JsonObject variable : variables.getValuesAs(JsonObject.class)) {
        if (variable.getString("type").equals("query")) {
          String query = variable.getJsonObject("query").getString("query");
          expressions.add(query.replaceAll("label_values\\((.*),.*\\)", "$1"));
        }
      }
      return expressions;
    }
  }

  /** Values of a key in the rules, which are all on one line. */
  private static List<String> alertLines(String key) throws IOException {
    Pattern line = Pattern.compile("\\s*" + key + ": (.*)");
    return Files.readAllLines(deployed("prometheus/alerts.yaml")).stream()
        .map(line::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1).strip())
        .toList();
  }

  private static Path deployed(String file) {
    return ServerFiles.repository().resolve("deploy").resolve(file);
  }
}
