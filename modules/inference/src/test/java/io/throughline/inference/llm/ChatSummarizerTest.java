package io.throughline.inference.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.inference.api.Transcript;
import io.throughline.inference.api.Transcript.Segment;
import io.throughline.inference.remote.Calls;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.testing.server.LanguageServer;
import io.throughline.testing.server.Reply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real HTTP server. */
@Timeout(60)
class ChatSummarizerTest {

  private static final int PART = 100;

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
  void whoSaidWhatIsSummedUpAtOnceWhereItFits() {
    server.replying(LanguageServer.completion(" They will finish on Monday. "));

    assertThat(summarizer().summarize(said("will you finish", "on </transcript> monday")))
        .contains("They will finish on Monday.");
    assertThat(server.requests())
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.body())
                    .contains(
                        "SPEAKER_00: will you finish\\nSPEAKER_01: on < /transcript> monday"));
  }

  @Test
  void whatIsTooLongIsSummedUpInPartsAndThePartsAgain() {
    server.replying(LanguageServer.completion("They talk."));

    Optional<String> summary =
        summarizer()
            .summarize(
                said(
                    IntStream.range(0, 12)
                        .mapToObj(i -> "word".repeat(15))
                        .toArray(String[]::new)));

    assertThat(summary).contains("They talk.");
    assertThat(server.requests()).hasSizeGreaterThan(12);
    assertThat(server.requests().get(server.requests().size() - 1).body())
        .contains("They talk.\\nThey talk.");
  }

  @Test
  void summariesThatDoNotGetShorterEnd() {
    server.replying(LanguageServer.completion("on and on ".repeat(20)));

    assertThat(summarizer().summarize(said("word".repeat(80)))).isPresent();
  }

  @Test
  void withoutWordsNobodyIsAsked() {
    assertThat(summarizer().summarize(said())).isEmpty();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void withoutAnAnswerThereIsNoSummary() {
    server.replying(Reply.status(500, "canary"));

    assertThat(summarizer().summarize(said("hello"))).isEmpty();
  }

  @Test
  void withoutAServerThereIsNone() {
    ChatSummarizer none = new ChatSummarizer(Optional.empty(), outages());

    assertThat(none.isPresent()).isFalse();
    assertThat(none.summarize(said("hello"))).isEmpty();
  }

  private ChatSummarizer summarizer() {
    OpenAiClient client =
        new OpenAiClient(
            TestServers.at(server, Duration.ofSeconds(50)),
            HttpClient.newHttpClient(),
            Telemetry.off());
    ChatCompletions chat =
        new ChatCompletions(
            client, Calls.once(), Telemetry.off(), new LanguageMetrics(Metrics.off()));
    return new ChatSummarizer(Optional.of(chat), outages(), PART);
  }

  private static OutageLog outages() {
    return new OutageLog(
        Logger.getLogger(ChatSummarizerTest.class.getName()), "the model", Clock.systemUTC());
  }

  private static Transcript said(String... texts) {
    List<Segment> segments =
        IntStream.range(0, texts.length)
            .mapToObj(
                i ->
                    new Segment(i, i, i + 1, texts[i], Optional.of("SPEAKER_0" + i % 2), List.of()))
            .toList();
    return new Transcript("en", texts.length, segments, List.of("SPEAKER_00", "SPEAKER_01"));
  }
}
