package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.engine.ScriptedEngine;
import io.throughline.testing.server.LanguageServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What people say, write, name and keep secret goes through the server and never into telemetry: a
 * word is planted into every input, and looked for in spans, logs, metrics and errors.
 */
class PrivacyCanaryIT {

  private static final String CANARY = "canary7f3a";
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final List<String> SIGNALS = List.of("/v1/traces", "/v1/logs", "/v1/metrics");

  private static Collector collector;
  private static LibertyServer server;
  private static LanguageServer model;

  private final Client client = server.client();
  private final Transcriptions transcriptions = Transcriptions.on(server);
  private final List<Answer> errors = new ArrayList<>();
  private int planted;

  @BeforeAll
  static void start() throws Exception {
    collector = new Collector();
    model = new LanguageServer();
    server =
        ServerExtension.scripted("canary")
            .with("throughline.llm.url", model.url())
            .with("throughline.llm.model", LanguageServer.MODEL)
            .with("throughline.llm.api-key", CANARY)
            .with("otel.exporter.otlp.protocol", "http/protobuf")
            .with("otel.exporter.otlp.endpoint", collector.endpoint())
            .with("otel.logs.exporter", "otlp")
            .with("otel.metrics.exporter", "otlp")
            .with("otel.metric.export.interval", "500")
            .with("otel.bsp.schedule.delay", "100");
    server.start();
  }

  @AfterAll
  static void close() {
    server.close();
    model.close();
    collector.close();
  }

  @Test
  void whatIsPlantedIntoInputsIsNotInTelemetry() throws IOException {
    String trace = transcribed();
    refused();
    uploaded();
    pictured();
    asked();
    read();

    assertThat(planted).isGreaterThan(30);
    assertThat(errors)
        .extracting(Answer::text)
        .isNotEmpty()
        .noneMatch(text -> text.contains(CANARY));
    String spans = Files.readString(server.data().resolve("traces/spans.ndjson"));
    assertThat(spans).contains(trace).doesNotContain(CANARY, ScriptedEngine.SENTENCE);
    assertThat(String.join("\n", server.printed())).doesNotContain(CANARY, ScriptedEngine.SENTENCE);
    for (Path log : logs()) {
      assertThat(log).content().doesNotContain(CANARY, ScriptedEngine.SENTENCE);
    }
    assertThat(client.get("/metrics").text()).doesNotContain(CANARY);
    assertNothingIsExported();
  }

  /** What is sent after a last request has been sent is sent after everything before. */
  private void assertNothingIsExported() throws IOException {
    String last = client.get("/v1/models").header("X-Trace-Id").orElseThrow();
    Await.until(
        "the last span is exported", LIMIT, () -> collector.has("/v1/traces", "/v1/models", last));
    Await.until(
        "logs and metrics are exported",
        LIMIT,
        () ->
            collector.has("/v1/logs", "io.openliberty.ext.request")
                && collector.has("/v1/metrics", "/v1/models"));
    assertThat(SIGNALS)
        .noneMatch(path -> collector.has(path, CANARY))
        .noneMatch(path -> collector.has(path, ScriptedEngine.SENTENCE));
  }

  /** A whole job with a word in everything that is free text. */
  private String transcribed() throws IOException {
    Form form =
        new Form()
            .file("file", plant("../") + ".wav", Recording.meeting(2))
            .field("prompt", plant())
            .field("vocabulary", plant("word,"))
            .field(plant(), plant());
    Answer answer =
        client.post(
            Transcriptions.PATH,
            form,
            "X-API-Key",
            plant(),
            "Authorization",
            plant("Bearer "),
            "Cookie",
            plant("session="),
            "Prefer",
            plant(),
            "baggage",
            plant("key="),
            "tracestate",
            plant("vendor="),
            "X-Request-Id",
            plant("not an id "));
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(201);
    var job =
        new Transcriptions.Submitted(
            answer.json().getString("id"), answer.header("X-Trace-Id").orElseThrow());
    transcriptions.completed(job);
    transcriptions.endedTrace(job);
    assertThat(client.get(job.path() + "/export/txt").text()).contains(ScriptedEngine.SENTENCE);
    return job.traceId();
  }

  /** A picture with a caption, and some that are wrong because of a word in them. */
  private void pictured() throws IOException {
    String path = "/api/v1/images/enhance";
    byte[] picture = TestPicture.landscape(20, 10, "png");
    Form form =
        new Form().file("file", plant("../") + ".png", picture).field("caption", plant("A view "));
    Answer accepted = client.post(path, form);
    assertThat(accepted.status()).describedAs("%s", accepted).isEqualTo(202);
    String job = "/api/v1/jobs/" + accepted.json().getString("job_id");
    Await.until(
        "the picture is made",
        LIMIT,
        () -> client.get(job).json().getString("status").equals("completed"));
    for (String field : List.of("output_format", "quality", "sharpen", "retention")) {
      error(client.post(path, TestPicture.form(picture).field(field, plant())));
    }
  }

  /** An upload that is named, and some that are wrong because of a word in them. */
  private void uploaded() throws IOException {
    String word = Base64.getEncoder().encodeToString(plant().getBytes(StandardCharsets.UTF_8));
    Uploads uploads = new Uploads(client);
    Answer named = uploads.create("Upload-Length", "10", "Upload-Metadata", plant() + " " + word);
    assertThat(named.status()).isEqualTo(201);
    error(uploads.create("Upload-Length", plant()));
    error(uploads.create("Upload-Length", "10", "Upload-Metadata", plant("a ") + "?"));
    error(uploads.create("Upload-Length", "10", "Upload-Checksum", plant("sha1 ")));
    error(uploads.create("Upload-Length", "10", "Upload-Checksum", plant()));
    error(client.post(Transcriptions.PATH, new Form().field("upload_id", plant())));
  }

  /** Questions, chats and texts to embed, and some that are wrong because of a word in them. */
  private void asked() throws IOException {
    Questions questions = new Questions(client);
    questions.put("canary", plant("About "), plant("A text about "));
    assertThat(questions.answered(plant("What about ")).toString()).contains(CANARY);
    String id = questions.answered(plant("And what about ")).getString("query_id");
    String rating = "{\"query_id\":\"" + id + "\",\"rating\":\"%s\",\"feedback_text\":\"%s\"}";
    assertThat(questions.post(Questions.FEEDBACK, rating.formatted("positive", plant())).status())
        .isEqualTo(200);
    error(questions.post(Questions.FEEDBACK, rating.formatted(plant(), plant())));
    error(questions.post(Questions.PATH, "{\"query\":\"" + plant("\\u0000") + "\"}"));
    error(questions.post(Questions.PATH, "{\"query\":\"a\",\"" + plant() + "\":1}"));
    error(
        questions.post(Questions.PATH, "{\"query\":\"a\",\"collections\":[\"" + plant() + "\"]}"));
    chatted(questions);
    documented();
  }

  /** A document that is asked for, and some that are wrong because of a word in them. */
  private void documented() throws IOException {
    DocumentCollection documents = new DocumentCollection(client, "canary");
    String body =
        "{\"text\": \"%s\", \"metadata\": {\"%s\": \"%s\"}}".formatted(plant(), plant(), plant());
    assertThat(documents.post(documents.documents(), body).status()).isEqualTo(201);
    assertThat(documents.found(plant("a "))).isNotEmpty();
    error(documents.post(documents.documents(), "{\"text\": \"a\", \"" + plant() + "\": 1}"));
    error(
        documents.post(documents.documents(), "{\"text\": \"a\", \"id\": \"" + plant("/") + "\"}"));
    error(
        documents.post(documents.documents(), "{\"text\": \"a\", \"link\": \"" + plant() + "\"}"));
    error(documents.post(documents.documents(), "{\"text\": \"" + plant() + "\", }"));
    error(
        documents.post(
            documents.questions(), "{\"query\": \"a\", \"top_k\": \"" + plant() + "\"}"));
  }

  private void chatted(Questions questions) throws IOException {
    String chat = "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],\"model\":\"%s\"}";
    String path = "/v1/chat/completions";
    assertThat(questions.post(path, chat.formatted(plant(), LanguageServer.MODEL)).status())
        .isEqualTo(200);
    error(questions.post(path, chat.formatted(plant(), plant())));
    error(questions.post("/v1/embeddings", "{\"input\":[\"" + plant() + "\",5]}"));
    assertThat(questions.post("/v1/embeddings", "{\"input\":\"" + plant() + "\"}").status())
        .isEqualTo(200);
    model.refusing(400);
    error(questions.post(path, chat.formatted(plant(), LanguageServer.MODEL)));
  }

  /** Requests that are wrong because of a word in them. */
  private void refused() throws IOException {
    for (String field :
        List.of(
            "language",
            "response_format",
            "temperature",
            "speaker_detection",
            "num_speakers",
            "min_speakers",
            "max_speakers",
            "priority",
            "stream")) {
      error(client.post(Transcriptions.PATH, Form.of(Recording.meeting(1)).field(field, plant())));
    }
    error(
        client.post(
            Transcriptions.PATH, Form.of(("<html>" + plant()).getBytes(StandardCharsets.UTF_8))));
    for (String url :
        List.of(
            plant(),
            plant("ftp://"),
            plant("http://") + ".invalid/" + plant() + "?key=" + plant(),
            "http://" + plant() + ":" + plant() + "@localhost/" + plant())) {
      error(client.post(Transcriptions.PATH, new Form().field("audio_url", url)));
      error(client.post("/speech-to-text-url", new Form().field("url", url)));
    }
    HttpRequest.Builder notAForm =
        client
            .request(Transcriptions.PATH)
            .header("Content-Type", plant("text/"))
            .POST(HttpRequest.BodyPublishers.ofString(plant()));
    error(client.send(notAForm));
  }

  private void read() throws IOException {
    for (String parameter : List.of("status", "limit", "page", "type")) {
      Answer answer = client.get("/api/v1/jobs?" + parameter + "=" + plant());
      assertThat(answer.status()).isIn(200, 422);
      assertThat(answer.text()).doesNotContain(CANARY);
    }
    client.get("/api/v1/jobs?" + plant() + "=" + plant());
  }

  private void error(Answer answer) {
    assertThat(answer.status()).describedAs("%s", answer).isBetween(400, 499);
    errors.add(answer);
  }

  private String plant() {
    return plant("");
  }

  private String plant(String before) {
    planted++;
    return before + CANARY;
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.walk(server.configuration().resolve("logs"))) {
      return files.filter(f -> f.toString().endsWith(".log")).toList();
    }
  }
}
