package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.trace.RecordedTrace;
import io.throughline.testing.server.LanguageServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** With another server's embeddings instead of the embedded model's. The last test stops it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddingsServerIT {

  private static final String CLIENT_SPAN = "embeddings " + LanguageServer.EMBEDDING_MODEL;

  private static LanguageServer model;
  private static LibertyServer server;

  private final Questions questions = Questions.on(server);
  private final Transcriptions traces = Transcriptions.on(server);

  @BeforeAll
  static void start() throws Exception {
    model = new LanguageServer();
    server =
        ServerExtension.scripted("embeddings")
            .with("throughline.embeddings.url", model.url())
            .with("throughline.embeddings.model", LanguageServer.EMBEDDING_MODEL)
            .with("throughline.embeddings.dimensions", "" + LanguageServer.DIMENSIONS);
    server.start();
    Questions.on(server).withBridges();
  }

  @AfterAll
  static void stop() {
    server.close();
    model.close();
  }

  @Test
  @Order(1)
  void documentsAndQuestionsAreEmbeddedByTheServerInTheirTraces() throws IOException {
    assertThat(model.requests())
        .hasSize(3)
        .anyMatch(request -> request.body().contains("sixteen arches"));
    Answer answer = questions.ask("arches of stone");

    JsonObject first = answer.json().getJsonArray("sources").getJsonObject(0);
    assertThat(first.getString("id")).isEqualTo("stone");
    assertThat(model.requests()).hasSize(4);
    RecordedTrace trace = traces.endedTrace(answer.header("X-Trace-Id").orElseThrow());
    assertThat(trace.span("search.generate_embedding").attributes().get("embedding_dimensions"))
        .hasToString("" + LanguageServer.DIMENSIONS);
    assertThat(trace.span(CLIENT_SPAN).text("gen_ai.request.model"))
        .isEqualTo(LanguageServer.EMBEDDING_MODEL);
  }

  @Test
  @Order(2)
  void aQuestionThatWasEmbeddedBeforeIsNotEmbeddedAgain() throws IOException {
    questions.ask("which arches are of stone");
    int before = model.requests().size();
    Answer again = questions.ask("Which  ARCHES are of stone");

    assertThat(again.json().getJsonArray("sources")).isNotEmpty();
    assertThat(model.requests()).hasSize(before);
  }

  @Test
  @Order(3)
  void whenItFailsWordsAreFoundAndWhatWasWrittenIsKept() throws IOException {
    model.refusing(503);
    questions.put("rope", "The rope bridge", "A rope bridge hangs over the gorge.");
    Answer answer = questions.ask("gorge rope");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getJsonArray("sources").getJsonObject(0).getString("id"))
        .isEqualTo("rope");
    assertThat(server.printed()).anyMatch(line -> line.contains("the embedding model does not"));
  }
}
