package io.throughline.inference.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.api.Embeddings;
import io.throughline.inference.remote.Calls;
import io.throughline.search.api.EmbeddingException;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.testing.server.LanguageServer;
import io.throughline.testing.server.Reply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real HTTP server. */
@Timeout(60)
class OpenAiEmbeddingsTest {

  private LanguageServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LanguageServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void vectorsComeInTheOrderOfTheirTextsAndOfLengthOne() {
    server.replying(
        Reply.json(
            "{\"data\":[{\"index\":1,\"embedding\":[0,5]},{\"index\":0,\"embedding\":[3,4]}],"
                + "\"usage\":{\"prompt_tokens\":6}}"));

    Embeddings embeddings = embed("a", "b");

    assertThat(embeddings.vectors().get(0)).containsExactly(0.6f, 0.8f);
    assertThat(embeddings.vectors().get(1)).containsExactly(0f, 1f);
    assertThat(embeddings.tokens()).isEqualTo(6);
    assertThat(server.requests().get(0).path()).isEqualTo("/v1/embeddings");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"data\":[]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,2,3]}]}",
        "{\"data\":[{\"index\":1,\"embedding\":[1,2]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,\"2\"]}]}",
        "{\"data\":[7]}",
        "nothing",
      })
  void whatIsNoVectorOfThisModelIsRefused(String json) {
    server.replying(Reply.json(json));

    assertThatThrownBy(() -> embed("a")).isInstanceOf(EmbeddingException.class);
  }

  private Embeddings embed(String... texts) {
    OpenAiClient client =
        new OpenAiClient(
            TestServers.at(server, Duration.ofSeconds(50)),
            HttpClient.newHttpClient(),
            Telemetry.off());
    return new OpenAiEmbeddings(
            client, 2, Calls.once(), Telemetry.off(), new LanguageMetrics(Metrics.off()))
        .embeddings(List.of(texts));
  }
}
