package io.throughline.inference.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.remote.Calls;
import io.throughline.inference.remote.RemoteServerException;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import io.throughline.testing.server.LanguageServer;
import io.throughline.testing.server.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real HTTP server, which streams well or badly. */
@Timeout(60)
class ChatStreamTest {

  private static final Duration LONG = Duration.ofSeconds(50);
  private static final JsonObject REQUEST =
      Json.createObjectBuilder().add("stream", true).add("model", "whatever").build();

  private final ByteArrayOutputStream client = new ByteArrayOutputStream();
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
  void eventsArePassedOnAsTheyAre() throws IOException {
    server.replying(Reply.events("{\"a\":1}", "{\"usage\":{\"prompt_tokens\":4}}", "[DONE]"));

    stream(LONG, client);

    assertThat(client.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "data: {\"a\":1}\n\ndata: {\"usage\":{\"prompt_tokens\":4}}\n\ndata: [DONE]\n\n");
    assertThat(server.requests().get(0).body()).contains("\"model\":\"tiny\"");
  }

  @Test
  void theFirstEventIsThereBeforeTheLast() {
    server.replying(server.stalling("data: first\n\n"));

    assertThatThrownBy(() -> stream(Duration.ofMillis(500), client))
        .isInstanceOf(RemoteServerException.class)
        .hasMessageContaining("in time");
    assertThat(client.toString(StandardCharsets.UTF_8)).isEqualTo("data: first\n\n");
  }

  @Test
  void aClientThatGoesEndsTheExchange() {
    server.replying(Reply.endless());

    assertThatThrownBy(() -> stream(LONG, new Gone()))
        .isInstanceOf(IOException.class)
        .hasMessage("gone");
  }

  @Test
  void aServerThatBreaksOffIsNoEnd() {
    server.replying(Reply.cut());

    assertThatThrownBy(() -> stream(LONG, client)).isInstanceOf(RemoteServerException.class);
  }

  @Test
  void aRefusalComesBeforeAnythingIsWritten() {
    server.replying(Reply.status(429, "{}"));

    assertThatThrownBy(() -> stream(LONG, client))
        .isInstanceOf(RemoteServerException.Unavailable.class);
    assertThat(client.size()).isZero();
  }

  @Test
  void usageIsFoundInEventsHoweverTheyAreCut() {
    StreamUsage usage = new StreamUsage();
    byte[] events =
        "data: {\"x\":\"usage\"}\r\n\r\ndata: {\"usage\":{\"completion_tokens\":7}}\n\ndata: [DONE]\n\n"
            .getBytes(StandardCharsets.UTF_8);
    for (byte b : events) {
      usage.see(new byte[] {b}, 1);
    }

    assertThat(usage.last()).map(TokenUsage::of).contains(new TokenUsage(0, 7));
  }

  private void stream(Duration limit, OutputStream to) throws IOException {
    OpenAiClient http =
        new OpenAiClient(
            TestServers.at(server, limit), HttpClient.newHttpClient(), Telemetry.off());
    new ChatCompletions(http, Calls.once(), Telemetry.off(), new LanguageMetrics(Metrics.off()))
        .stream(REQUEST, TraceCarrier.empty(), to);
  }

  private static final class Gone extends OutputStream {

    @Override
    public void write(int b) throws IOException {
      throw new IOException("gone");
    }
  }
}
