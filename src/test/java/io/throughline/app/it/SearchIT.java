package io.throughline.app.it;

import static io.throughline.app.it.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions, answers, feedback, and what is no question. */
@OnServer(Flavour.SCRIPTED)
class SearchIT {

  private static final String ADMIN = "/api/admin/search/";
  private static final List<String> HOSTILE =
      List.of(
          "' OR 1=1; drop table search_document; --",
          "bridge AND (title:* OR \"unclosed~ [a TO b}^2",
          "\\\"}]} ${jndi:ldap://x} %00 ../../etc/passwd",
          "مرحبا بالعالم",
          "\u202Eegdirb\u202C שלום",
          "👩‍👩‍👧‍👦 🌉?",
          "\uFEFF\u200B",
          "a".repeat(500),
          "?");

  private final Client client;
  private final Questions questions;

  SearchIT(LibertyServer server) {
    this.client = server.client();
    this.questions = Questions.on(server);
  }

  @BeforeEach
  void putDocuments() throws IOException {
    questions.withBridges();
  }

  @Test
  void theAnswerQuotesWhatWasFoundAndCitesIt() throws IOException {
    JsonObject answer = questions.answered("Which year did the harbour bridge open?");

    assertThat(answer.getString("answer")).contains("opened in 1932. [1]");
    JsonObject source = answer.getJsonArray("sources").getJsonObject(0);
    assertThat(source.getString("id")).isEqualTo("steel");
    assertThat(source.getString("title")).isEqualTo("The steel bridge");
    assertThat(source.getString("collection")).isEqualTo(Questions.COLLECTION);
    assertThat(answer.getString("generator")).isEqualTo("extractive");
    assertThat(answer.getJsonArray("related_queries").toString()).contains("The stone bridge");
    assertThat(answer.getJsonObject("media")).containsOnlyKeys("videos", "images", "audio");
    assertThat(answer.getString("query_id")).matches("[0-9a-f-]{36}");
    assertThat(answer.getJsonNumber("latency_ms").doubleValue()).isPositive();
  }

  @Test
  void whatIsMeantIsFoundWithoutTheWords() throws IOException {
    JsonObject answer = questions.answered("boat service for passengers");

    assertThat(answer.getJsonArray("sources").getJsonObject(0).getString("id")).isEqualTo("ferry");
  }

  @Test
  void hostileQuestionsAreQuestions() throws IOException {
    for (String query : HOSTILE) {
      assertThat(questions.ask(query).status()).describedAs(query).isEqualTo(200);
    }
    assertThat(questions.answered("stone arches").getJsonArray("sources")).isNotEmpty();
  }

  @Test
  void whatIsNoQuestionIsRefusedNamingTheField() throws IOException {
    refused("{\"query\":\"\"}", "query");
    refused("{\"query\":\"  \\n \"}", "query");
    refused("{\"query\":\"" + "a".repeat(501) + "\"}", "query");
    refused("{\"query\":\"a\\u0000b\"}", "query");
    refused("{\"query\":\"\\ud800\"}", "query");
    refused("{\"query\":7}", "query");
    refused("{}", "query");
    refused("{\"query\":\"a\",\"top_k\":0}", "top_k");
    refused("{\"query\":\"a\",\"top_k\":\"5\"}", "top_k");
    refused("{\"query\":\"a\",\"top_k\":1.5}", "top_k");
    refused("{\"query\":\"a\",\"bypass_cache\":\"yes\"}", "bypass_cache");
    refused("{\"query\":\"a\",\"collections\":\"notes\"}", "collections");
    refused("{\"query\":\"a\",\"collections\":[1]}", "collections");
    refused("{\"query\":\"a\",\"collections\":[\"no-such-collection\"]}", "collections");
    refused("{\"query\":\"a\",\"limit\":5}", "body");
  }

  private void refused(String body, String field) throws IOException {
    assertProblem(questions.post(Questions.PATH, body), 422, "invalid-field", field);
  }

  @Test
  void whatIsNoJsonObjectIsRefused() throws IOException {
    for (String body : List.of("", "hello", "[]", "\"query\"", "{\"query\":", "[".repeat(9_000))) {
      assertProblem(questions.post(Questions.PATH, body), 400, "bad-request", null);
    }
    assertProblem(
        questions.post(Questions.PATH, "{\"query\":\"" + "a".repeat(70_000) + "\"}"),
        413,
        "request-entity-too-large",
        null);
  }

  @Test
  void theServersOwnCollectionsCanBeAskedWhateverIsInThem() throws IOException {
    for (String collection : List.of("images", "transcripts")) {
      assertThat(questions.ask("a", collection).status()).isEqualTo(200);
    }
  }

  @Test
  void feedbackIsKeptWithItsQuery() throws IOException {
    String id = questions.answered("What was there before?").getString("query_id");

    assertThat(feedback(id, "positive", "first").status()).isEqualTo(200);
    assertThat(feedback(id, "negative", "wrong \uD83D\uDE00").status()).isEqualTo(200);

    JsonObject rated =
        client.get(ADMIN + "feedback").json().getJsonArray("feedback").getJsonObject(0);
    assertThat(rated.getString("query_id")).isEqualTo(id);
    assertThat(rated.getJsonObject("feedback").getString("rating")).isEqualTo("negative");
    assertThat(rated.getJsonObject("feedback").getString("feedback_text"))
        .isEqualTo("wrong \uD83D\uDE00");
    assertThat(rated.toString()).doesNotContain("there before");
    assertThat(client.get(ADMIN + "queries/statistics?days=2").json().getInt("queries"))
        .isPositive();
  }

  @Test
  void feedbackThatIsNoneIsRefused() throws IOException {
    String id = questions.answered("bridge").getString("query_id");

    assertProblem(feedback("unknown", "positive", ""), 404, "not-found", null);
    assertProblem(feedback(id, "great", ""), 422, "invalid-field", "rating");
    assertProblem(
        feedback(id, "positive", "a".repeat(2_001)), 422, "invalid-field", "feedback_text");
    assertProblem(feedback(id, "positive", "a\0b"), 422, "invalid-field", "feedback_text");
    assertProblem(questions.post(Questions.FEEDBACK, "{}"), 422, "invalid-field", "query_id");
  }

  private Answer feedback(String id, String rating, String text) throws IOException {
    return questions.post(
        Questions.FEEDBACK,
        Json.createObjectBuilder()
            .add("query_id", id)
            .add("rating", rating)
            .add("feedback_text", text)
            .build()
            .toString());
  }

  @Test
  void whatIsForAdminsIsNotForCallersFromElsewhere() throws IOException {
    for (String path : List.of("queries", "feedback", "queries/statistics", "stats")) {
      assertThat(client.get(ADMIN + path).status()).isEqualTo(200);
      Answer elsewhere =
          client.send(client.request(ADMIN + path).header("X-Forwarded-For", "192.0.2.7"));
      assertProblem(elsewhere, 403, "forbidden", null);
    }
    assertProblem(
        questions.post(
            Questions.PATH,
            "{\"query\":\"bridge\",\"bypass_cache\":true}",
            "X-Forwarded-For",
            "192.0.2.7"),
        403,
        "forbidden",
        null);
  }

  @Test
  void anAdminMayBypassTheCache() throws IOException {
    questions.answered("stone bridge");
    String body =
        "{\"query\":\"stone bridge\",\"bypass_cache\":true,\"collections\":[\"bridges\"]}";

    assertThat(questions.answered("stone bridge").getBoolean("cached")).isTrue();
    assertThat(questions.post(Questions.PATH, body).json().getBoolean("cached")).isFalse();
  }

  @Test
  void pagesThatAreNoneAreRefused() throws IOException {
    for (String page : List.of("0", "-1", "x", "99999999999")) {
      assertProblem(client.get(ADMIN + "queries?page=" + page), 422, "invalid-field", "page");
    }
    assertProblem(client.get(ADMIN + "queries/statistics?days=0"), 422, "invalid-field", "days");
  }

  @Test
  void healthSaysWhatSearchWorksWith() throws IOException {
    JsonObject health = client.get("/api/search/health").json();

    assertThat(health.getString("status")).isEqualTo("healthy");
    assertThat(health.getJsonObject("embedding").getInt("dimensions")).isEqualTo(384);
    assertThat(health.getJsonObject("answers").getString("generator")).isEqualTo("extractive");
    assertThat(health.getJsonObject("cache").getString("kind")).isEqualTo("memory");
  }

  @Test
  void withoutALanguageModelChatsAreUnavailable() throws IOException {
    Answer answer =
        questions.post(
            "/v1/chat/completions", "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

    assertProblem(answer, 503, "model-unavailable", null);
    assertThat(answer.json().getJsonObject("error").getString("message"))
        .contains("THROUGHLINE_LLM_URL");
  }
}
