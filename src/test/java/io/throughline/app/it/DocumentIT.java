package io.throughline.app.it;

import static io.throughline.app.it.DocumentCollection.ROOT;
import static io.throughline.app.it.DocumentCollection.text;
import static io.throughline.app.it.Problems.assertProblem;
import static io.throughline.app.it.SpeechTrace.embedded;
import static io.throughline.app.it.SpeechTrace.join;
import static io.throughline.app.it.SpeechTrace.request;
import static io.throughline.app.it.SpeechTrace.sql;
import static io.throughline.app.it.SpeechTrace.written;
import static io.throughline.app.it.trace.ExpectedSpan.Kind.INTERNAL;
import static io.throughline.app.it.trace.ExpectedSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.trace.ExpectedSpan;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that clients put into collections. */
@OnServer(Flavour.SCRIPTED)
class DocumentIT {

  private static final int TOO_MANY_BYTES = 10 * 1024 * 1024;

  private final Transcriptions transcriptions;
  private final DocumentCollection notes;

  DocumentIT(LibertyServer server) {
    this.transcriptions = Transcriptions.on(server);
    this.notes = new DocumentCollection(server.client(), "notes");
  }

  @BeforeEach
  void haveADocumentAndAWarmModel() throws IOException {
    Answer answer =
        notes.put(
            "harbour",
            Json.createObjectBuilder(text("A warm current keeps northern ports free of ice."))
                .add("title", "Ports")
                .add("metadata", Json.createObjectBuilder().add("page", 7))
                .build());
    assertThat(answer.status()).describedAs("%s", answer).isIn(200, 201);
  }

  @Test
  void aDocumentIsFoundByItsMeaningAndByItsWords() throws IOException {
    notes.put("violin", text("A violin has four strings."));

    assertThat(notes.found("Why do harbours not freeze?").get(0)).isEqualTo("harbour");
    assertThat(notes.found("strings").get(0)).isEqualTo("violin");
  }

  @Test
  void aDocumentCanBeReadListedReplacedAndDeleted() throws IOException {
    JsonObject read = notes.client().get(notes.document("harbour")).json();
    assertThat(read.getString("title")).isEqualTo("Ports");
    assertThat(read.getJsonObject("metadata").getString("page")).isEqualTo("7");
    assertThat(read.getJsonArray("passages").getJsonObject(0).getString("text"))
        .isEqualTo("A warm current keeps northern ports free of ice.");
    assertThat(notes.client().get(notes.documents()).json().getJsonArray("documents")).isNotEmpty();
    assertThat(notes.client().get(ROOT).text()).contains("\"notes\"");

    assertThat(notes.put("harbour", text("Bread needs salt.")).status()).isEqualTo(200);
    assertThat(notes.client().get(notes.document("harbour")).text())
        .contains("Bread needs salt.")
        .doesNotContain("current");
    assertThat(notes.found("bread")).contains("harbour");

    assertThat(notes.client().delete(notes.document("harbour")).status()).isEqualTo(204);
    assertThat(notes.found("bread")).doesNotContain("harbour");
    assertProblem(notes.client().delete(notes.document("harbour")), 404, "not-found", null);
    assertProblem(notes.client().get(notes.document("harbour")), 404, "not-found", null);
  }

  @Test
  void aPostedDocumentGetsAnIdAndALocation() throws IOException {
    Answer created = notes.post(notes.documents(), "{\"text\": \"Bread needs salt.\"}");

    assertThat(created.status()).describedAs("%s", created).isEqualTo(201);
    String location = created.header("Location").orElseThrow();
    assertThat(location).endsWith(notes.document(created.json().getString("id")));
    notes.client().delete(notes.document(created.json().getString("id")));
  }

  @Test
  void aTranscriptIsFoundUntilItsJobIsDeleted() throws IOException {
    DocumentCollection transcripts = new DocumentCollection(notes.client(), "transcripts");
    Form form = Form.of(Recording.meeting(5)).field("prompt", "say:the zebra crosses the road");
    Transcriptions.Submitted job = transcriptions.submit(form);
    transcriptions.completed(job);

    assertThat(transcripts.found("a zebra on the road")).first().isEqualTo(job.id());
    JsonObject document = notes.client().get(transcripts.document(job.id())).json();
    assertThat(document.getString("link")).isEqualTo(job.path());
    assertThat(document.getJsonArray("passages").getJsonObject(0)).containsKeys("start", "end");

    assertThat(notes.client().delete(job.path()).status()).isEqualTo(204);
    assertProblem(notes.client().get(transcripts.document(job.id())), 404, "not-found", null);
  }

  @Test
  void aNewDocumentIsOneTrace() throws IOException {
    notes.client().delete(notes.document("traced"));
    Answer answer = notes.put("traced", text("Bread needs salt."));

    assertTrace(
        answer,
        request("PUT", ROOT + "/{collection}/documents/{id}", notes.document("traced"), 201)
            .children(step("update").children(embedded(false)).children(written("INSERT"))));
  }

  @Test
  void aReplacedAndADeletedDocumentAreATraceEach() throws IOException {
    Answer replaced = notes.put("harbour", text("Bread needs salt."));
    Answer deleted = notes.client().delete(notes.document("harbour"));

    String route = ROOT + "/{collection}/documents/{id}";
    assertTrace(
        replaced,
        request("PUT", route, notes.document("harbour"), 200)
            .children(
                step("update")
                    .children(embedded(false), sql("DELETE", "search_passage"))
                    .children(written("UPDATE"))));
    assertTrace(
        deleted,
        request("DELETE", route, notes.document("harbour"), 204)
            .children(
                step("delete")
                    .children(
                        sql("SELECT", "search_document"),
                        sql("UPDATE", "search_change"),
                        sql("SELECT", "search_change"),
                        sql("SELECT", "search_document"),
                        sql("DELETE", "search_passage"),
                        sql("DELETE", "search_document"),
                        sql("INSERT", "search_removal"))));
  }

  @Test
  void aQuestionToACollectionIsOneTrace() throws IOException {
    Answer answer = notes.ask("bread");

    assertTrace(
        answer,
        request("POST", ROOT + "/{collection}/query", notes.questions(), 200)
            .children(
                step("query")
                    .with("top_k", 10)
                    .with("result_count", answer.json().getJsonArray("results").size())
                    .children(embedded(false), join("search_passage"))));
  }

  private static ExpectedSpan step(String name) {
    return span("documents." + name, INTERNAL).with("db.collection.name", "notes");
  }

  private void assertTrace(Answer answer, ExpectedSpan expected) {
    transcriptions.endedTrace(answer.header("X-Trace-Id").orElseThrow()).assertIs(expected);
  }

  static Stream<Arguments> wrongDocuments() {
    return Stream.of(
        Arguments.of("{}", "text"),
        Arguments.of("{\"text\": \" \\n \"}", "text"),
        Arguments.of("{\"text\": 7}", "text"),
        Arguments.of("{\"text\": [\"a\"]}", "text"),
        Arguments.of("[]", "body"),
        Arguments.of("{\"text\": \"a\", \"more\": 1}", "body"),
        Arguments.of("{\"text\": \"a\", \"id\": \"../../etc/passwd\"}", "id"),
        Arguments.of("{\"text\": \"a\", \"id\": \"\"}", "id"),
        Arguments.of("{\"text\": \"a\", \"title\": \"" + "t".repeat(501) + "\"}", "title"),
        Arguments.of("{\"text\": \"a\", \"link\": \"javascript:alert(1)\"}", "link"),
        Arguments.of("{\"text\": \"a\", \"metadata\": []}", "metadata"),
        Arguments.of("{\"text\": \"a\", \"metadata\": {\"deep\": {\"er\": 1}}}", "metadata"));
  }

  @ParameterizedTest
  @MethodSource("wrongDocuments")
  void aWrongMemberIsNamedAndNothingIsWritten(String body, String field) throws IOException {
    String before = notes.client().get(notes.documents()).text();

    assertProblem(notes.post(notes.documents(), body), 422, "invalid-field", field);

    assertThat(notes.client().get(notes.documents()).text()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"text\": \"a\"", "{\"text\": \"a\"} {}", "text=a", "\u0000"})
  void whatIsNotJsonIsRefused(String body) throws IOException {
    assertProblem(notes.post(notes.documents(), body), 400, "bad-request", null);
  }

  @Test
  void aDocumentThatIsTooLargeIsRefusedWithAndWithoutADeclaredLength() throws IOException {
    byte[] body =
        ("{\"text\": \"" + "word ".repeat(TOO_MANY_BYTES / 5) + "\"}")
            .getBytes(StandardCharsets.UTF_8);

    assertProblem(
        notes.send("POST", notes.documents(), BodyPublishers.ofByteArray(body)),
        413,
        "request-entity-too-large",
        null);
    assertProblem(
        notes.send(
            "POST",
            notes.documents(),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))),
        413,
        "request-entity-too-large",
        null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uD83D\uDE00 \uD83D\uDC69\u200D\uD83D\uDE80",
        "שלום עולם \u202E مرحبا",
        "\"; drop table search_document; --",
        "text:* AND (NOT \"",
        "control \u0000 \u0007 \u001B characters"
      })
  void anyTextIsKeptAndFound(String text) throws IOException {
    assertThat(notes.put("any", text("unmistakable " + text)).status()).isIn(200, 201);

    assertThat(notes.found("unmistakable")).contains("any");
    assertThat(notes.ask(text).status()).isEqualTo(200);
    assertThat(notes.found("unmistakable")).contains("any");
  }

  @Test
  void theServersOwnCollectionsCannotBeWritten() throws IOException {
    DocumentCollection own = new DocumentCollection(notes.client(), "transcripts");

    assertProblem(own.put("a", text("a")), 403, "forbidden", null);
    assertProblem(own.client().delete(own.document("a")), 403, "forbidden", null);
  }

  @Test
  void namesAndQuestionsThatCannotBeAreNamed() throws IOException {
    DocumentCollection odd = new DocumentCollection(notes.client(), "Not-A-Name");
    DocumentCollection empty = new DocumentCollection(notes.client(), "empty");

    assertProblem(odd.put("a", text("a")), 422, "invalid-field", "collection");
    assertProblem(empty.ask("a"), 404, "not-found", null);
    assertProblem(empty.client().get(empty.documents()), 404, "not-found", null);
    assertProblem(notes.ask("q".repeat(501)), 422, "invalid-field", "query");
    assertProblem(notes.ask(" "), 422, "invalid-field", "query");
    assertProblem(
        notes.post(notes.questions(), "{\"query\": \"a\", \"top_k\": 0}"),
        422,
        "invalid-field",
        "top_k");
    assertProblem(notes.client().get(notes.documents() + "?page=x"), 422, "invalid-field", "page");
  }

  @Test
  void statisticsSayWhatThereIsAndAReindexFindsNothingToDo() throws IOException {
    Answer started = notes.client().post("/api/admin/search/reindex");
    assertThat(started.status()).describedAs("%s", started).isEqualTo(202);
    Await.until(
        "the reindex has ended",
        Duration.ofSeconds(30),
        () -> !statistics().getJsonObject("reindex").getBoolean("running"));

    JsonObject statistics = statistics();
    assertThat(statistics.getInt("documents")).isPositive();
    assertThat(statistics.getInt("without_embeddings")).isZero();
    assertThat(statistics.getJsonObject("reindex").getInt("documents_embedded")).isZero();
    assertThat(statistics.getJsonObject("index").getString("kind")).isEqualTo("lucene");
  }

  private JsonObject statistics() throws IOException {
    return notes.client().get("/api/admin/search/stats").json();
  }
}
