package io.throughline.app.it;

import static io.throughline.app.it.SearchTrace.asked;
import static io.throughline.app.it.SearchTrace.cacheChecked;
import static io.throughline.app.it.SearchTrace.cacheWritten;
import static io.throughline.app.it.SearchTrace.chat;
import static io.throughline.app.it.SearchTrace.context;
import static io.throughline.app.it.SearchTrace.embedded;
import static io.throughline.app.it.SearchTrace.extractive;
import static io.throughline.app.it.SearchTrace.found;
import static io.throughline.app.it.SearchTrace.generated;
import static io.throughline.app.it.SearchTrace.logged;
import static io.throughline.app.it.SearchTrace.mediaAttached;
import static io.throughline.app.it.SearchTrace.normalized;
import static io.throughline.app.it.SearchTrace.pipeline;
import static io.throughline.app.it.SearchTrace.rateLimited;
import static io.throughline.app.it.SearchTrace.responded;
import static io.throughline.app.it.SearchTrace.tried;
import static io.throughline.app.it.SpeechTrace.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.Transcriptions.Submitted;
import io.throughline.app.it.trace.ExpectedSpan;
import io.throughline.app.it.trace.RecordedTrace;
import io.throughline.inference.remote.RemoteServerException.Unavailable;
import io.throughline.testing.server.LanguageServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** With a language model, that answers, fails, streams and is given up. The last tests break it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LanguageModelIT {

  private static final String CHAT = "/v1/chat/completions";
  private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
  private static final String KEY = "sk-planted-4711";
  private static final int TOO_MANY = 429;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String FAILURE = "the language model's server answered with status 500";

  private static LanguageServer model;
  private static LibertyServer server;

  private final Questions questions = Questions.on(server);
  private final Transcriptions traces = Transcriptions.on(server);

  @BeforeAll
  static void start() throws Exception {
    model = new LanguageServer();
    server =
        ServerExtension.scripted("language")
            .with("throughline.llm.url", model.url())
            .with("throughline.llm.model", LanguageServer.MODEL)
            .with("throughline.llm.api-key", KEY)
            .with("throughline.search.rate", "60");
    server.start();
    Questions.on(server).withBridges();
  }

  @AfterAll
  static void stop() {
    server.close();
    model.close();
  }

  @BeforeEach
  void answerWell() {
    model.replying();
  }

  @Test
  @Order(1)
  void theModelAnswersFromTheSourcesInTheQuestionsTrace() throws IOException {
    String query = "When was the bridge of steel opened?";
    Answer answer = questions.ask(query);

    assertThat(answer.json().getString("answer")).isEqualTo(LanguageServer.ANSWER);
    assertThat(answer.json().getString("generator")).isEqualTo(LanguageServer.MODEL);
    assertThat(model.requests().get(0).body())
        .contains(query, "opened in 1932", "\"model\":\"tiny-llm\"");
    ExpectedSpan chat =
        chat(model)
            .with("gen_ai.usage.input_tokens", 52)
            .with("gen_ai.usage.output_tokens", 9)
            .children(tried(model).with("http.response.status_code", 200));
    traces
        .endedTrace(answer.header("X-Trace-Id").orElseThrow())
        .assertIs(
            asked(200)
                .children(
                    pipeline(false, LanguageServer.MODEL)
                        .children(
                            normalized(query),
                            rateLimited(),
                            cacheChecked(false),
                            embedded(false),
                            found(3),
                            context(3),
                            generated(chat),
                            mediaAttached(),
                            cacheWritten(true),
                            logged(false),
                            responded(3))));
    assertThat(questions.answered(query).getBoolean("cached")).isTrue();
  }

  @Test
  @Order(2)
  void aChatIsPassedOnAndIsOneTrace() throws IOException {
    Answer answer = questions.post(CHAT, "{" + MESSAGES + ",\"temperature\":0.1}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains(LanguageServer.ANSWER);
    assertThat(model.requests().get(model.requests().size() - 1).body())
        .contains("\"temperature\":0.1", "\"model\":\"tiny-llm\"");
    traces
        .endedTrace(answer.header("X-Trace-Id").orElseThrow())
        .assertIs(
            request("POST", CHAT, CHAT, 200)
                .children(
                    chat(model)
                        .with("gen_ai.usage.input_tokens", 52)
                        .with("gen_ai.usage.output_tokens", 9)
                        .children(tried(model).with("http.response.status_code", 200))));
  }

  @Test
  @Order(3)
  void aStreamIsPassedOnAsItIsAndIsOneTrace() throws IOException {
    Answer answer = questions.post(CHAT, "{\"stream\":true," + MESSAGES + "}");

    assertThat(answer.header("Content-Type")).get().asString().startsWith("text/event-stream");
    assertThat(answer.text())
        .isEqualTo("data: {\"delta\":1}\n\ndata: {\"delta\":2}\n\ndata: [DONE]\n\n");
    traces
        .endedTrace(answer.header("X-Trace-Id").orElseThrow())
        .assertIs(
            request("POST", CHAT, CHAT, 200)
                .children(
                    chat(model).children(tried(model).with("http.response.status_code", 200))));
  }

  @Test
  @Order(4)
  void theModelIsListedAndNoOtherIsAsked() throws IOException {
    int before = model.requests().size();

    assertThat(server.client().get("/v1/models").text())
        .contains("\"id\":\"tiny-llm\"", "\"id\":\"all-minilm-l6-v2\"");
    Problems.assertProblem(
        questions.post(CHAT, "{\"model\":\"gpt-9\"," + MESSAGES + "}"), 404, "not-found", null);
    assertThat(model.requests()).hasSize(before);
  }

  @Test
  @Order(5)
  void chatsThatAreNoneAreRefused() throws IOException {
    Problems.assertProblem(questions.post(CHAT, "{}"), 422, "invalid-field", "messages");
    Problems.assertProblem(
        questions.post(CHAT, "{\"messages\":\"hi\"}"), 422, "invalid-field", "messages");
    Problems.assertProblem(
        questions.post(CHAT, "{\"stream\":\"yes\"," + MESSAGES + "}"),
        422,
        "invalid-field",
        "stream");
    Problems.assertProblem(questions.post(CHAT, "hello"), 400, "bad-request", null);
    Problems.assertProblem(questions.post(CHAT, "[".repeat(5_000)), 400, "bad-request", null);
  }

  @Test
  @Order(6)
  void textsAreEmbeddedAsOpenAiDoesIt() throws IOException {
    JsonObject floats =
        questions
            .post(
                "/v1/embeddings", "{\"model\":\"text-embedding-3-small\",\"input\":[\"a\",\"b\"]}")
            .json();
    JsonObject base64 =
        questions.post("/v1/embeddings", "{\"input\":\"a\",\"encoding_format\":\"base64\"}").json();

    assertThat(floats.getString("model")).isEqualTo("all-minilm-l6-v2");
    assertThat(floats.getJsonArray("data")).hasSize(2);
    assertThat(floats.getJsonArray("data").getJsonObject(1).getJsonArray("embedding")).hasSize(384);
    assertThat(floats.getJsonObject("usage").getInt("prompt_tokens")).isEqualTo(6);
    assertThat(base64.getJsonArray("data").getJsonObject(0).getString("embedding")).hasSize(2048);
    Problems.assertProblem(
        questions.post("/v1/embeddings", "{\"input\":[1,2]}"), 422, "invalid-field", "input");
    Problems.assertProblem(
        questions.post("/v1/embeddings", "{\"input\":\"a\",\"dimensions\":5}"),
        422,
        "invalid-field",
        "dimensions");
  }

  @Test
  @Order(7)
  void aTranscriptIsSummedUpInTheJobsTraceWhenThatIsAskedFor() throws IOException {
    Submitted job = traces.submit(spoken("hello canary"));
    JsonObject transcript = traces.completed(job);

    assertThat(transcript.getString("summary")).isEqualTo(LanguageServer.ANSWER);
    assertThat(model.requests().get(model.requests().size() - 1).body())
        .contains(transcript.getString("text"));
    RecordedTrace trace = traces.endedTrace(job);
    assertThat(trace.spans("ml.summarize"))
        .singleElement()
        .satisfies(span -> assertThat(span.attributes().get("ml.summarized")).hasToString("true"));
    assertThat(trace.spans("chat " + LanguageServer.MODEL))
        .singleElement()
        .satisfies(
            span ->
                assertThat(span.attributes().get("gen_ai.usage.input_tokens")).hasToString("52"));
  }

  private static Form spoken(String words) throws IOException {
    return Form.of(Recording.meeting(3))
        .field("speaker_detection", "none")
        .field("prompt", "say:" + words)
        .field("summarize", "true");
  }

  @Test
  @Order(8)
  void whoeverAsksTooMuchIsToldWhenToComeAgain() throws IOException {
    Answer answer = questions.ask("bridge");
    for (int i = 0; i < 1_000 && answer.status() != TOO_MANY; i++) {
      answer = questions.ask("bridge");
    }

    Problems.assertProblem(answer, TOO_MANY, "rate-limited", null);
    assertThat(answer.header("Retry-After")).hasValue("1");
    assertThat(answer.header("RateLimit-Policy")).hasValue("\"search\";q=60;w=60");
    assertThat(answer.header("RateLimit")).get().asString().startsWith("\"search\";r=0;t=");
  }

  @Test
  @Order(9)
  void aClientThatLeavesAStreamEndsItAtTheModelToo() throws Exception {
    model.streamingForEver();
    HttpClient http = HttpClient.newHttpClient();
    try (var stream =
        http.send(
                server
                    .client()
                    .request(CHAT)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"stream\":true," + MESSAGES + "}"))
                    .build(),
                BodyHandlers.ofInputStream())
            .body()) {
      assertThat(stream.read()).isEqualTo('d');
    }

    assertThat(model.left().await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @Order(10)
  void aModelThatFailsIsAskedThreeTimesAndTheSourcesAnswer() throws IOException {
    model.refusing(500);
    String query = "How many arches has the bridge of stone?";
    Answer answer = Await.result("the bucket has filled", LIMIT, () -> allowed(query));

    assertThat(answer.json().getString("generator")).isEqualTo("extractive");
    assertThat(answer.json().getString("answer")).contains("sixteen arches");
    ExpectedSpan chat =
        chat(model)
            .failed(Unavailable.class, FAILURE)
            .children(failedTry(), failedTry(), failedTry());
    traces
        .endedTrace(answer.header("X-Trace-Id").orElseThrow())
        .assertIs(
            asked(200)
                .children(
                    pipeline(false, "extractive")
                        .children(
                            normalized(query),
                            rateLimited(),
                            cacheChecked(false),
                            embedded(false),
                            found(3),
                            context(3),
                            extractive().with("fallback", true).children(chat),
                            mediaAttached(),
                            cacheWritten(false),
                            logged(false),
                            responded(3))));
  }

  private Optional<Answer> allowed(String query) throws IOException {
    return Optional.of(questions.ask(query)).filter(answer -> answer.status() != TOO_MANY);
  }

  private static ExpectedSpan failedTry() {
    return tried(model)
        .failed(Unavailable.class, FAILURE)
        .with("http.response.status_code", 500)
        .with("error.type", "500");
  }

  @Test
  @Order(11)
  void chatsWithAModelThatKeepsFailingAreRefusedWithoutAskingIt() throws IOException {
    model.refusing(500);
    int refused = 0;
    for (int i = 0; i < 20 && refused < 2; i++) {
      Answer answer = questions.post(CHAT, "{" + MESSAGES + "}");
      Problems.assertProblem(answer, 503, "model-unavailable", null);
      refused += answer.text().contains("failed too often") ? 1 : 0;
    }
    int before = model.requests().size();
    questions.post(CHAT, "{" + MESSAGES + "}");

    assertThat(refused).isEqualTo(2);
    assertThat(model.requests()).hasSize(before);
    assertThat(server.printed())
        .filteredOn(line -> line.contains("the language model's server does not answer"))
        .hasSize(1);
  }

  @Test
  @Order(12)
  void whatIsMeasuredOfModelsIsDocumented() throws IOException {
    Scrape scrape = Scrape.of(server);

    MetricsTable.assertDocuments(scrape);
    assertThat(scrape.families())
        .containsKeys("gen_ai_client_token_usage", "gen_ai_client_operation_duration_seconds")
        .containsKey("ft_circuitbreaker_opened_total");
  }

  @Test
  @Order(14)
  void theKeyIsNowhere() throws IOException {
    assertThat(String.join("\n", server.printed())).doesNotContain(KEY);
    assertThat(server.messages()).noneMatch(line -> line.contains(KEY));
    assertThat(server.client().get("/metrics").text()).doesNotContain(KEY);
  }

  @Test
  @Order(13)
  void aTranscriptThatNobodySumsUpIsStoredWithout() throws IOException {
    model.refusing(500);
    JsonObject transcript = traces.completed(traces.submit(spoken("hello again")));

    assertThat(transcript).containsKey("text").doesNotContainKey("summary");
    assertThat(server.printed())
        .anyMatch(line -> line.contains("summing up transcripts, which are stored without"));
  }
}
