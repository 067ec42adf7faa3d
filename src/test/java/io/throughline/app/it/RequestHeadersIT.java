package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.throughline.app.it.OnServer.Flavour;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids on every answer, and what the server makes of the ids and contexts that clients send. */
@OnServer(Flavour.SCRIPTED)
class RequestHeadersIT {

  private static final String NOWHERE = Transcriptions.PATH + "/no-such-id";

  private final Client client;

  RequestHeadersIT(LibertyServer server) {
    this.client = server.client();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/audio/transcriptions, 200",
    "GET, /v1/models, 200",
    "GET, /api/v1/jobs, 200",
    "GET, /v1/audio/transcriptions/no-such-id, 404",
    "GET, /no/such/path, 404",
    "PUT, /v1/audio/transcriptions, 405",
    "GET, /v1/audio/transcriptions?limit=0, 422",
    "GET, /v1/audio/transcriptions?limit=x, 422",
    "GET, /v1/audio/transcriptions?status=asleep, 422"
  })
  void everyAnswerCarriesItsRequestsAndItsTracesId(String method, String path, int status)
      throws IOException {
    Answer answer =
        client.send(
            client.request(path).method(method, java.net.http.HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(status);
    assertThat(answer.header("X-Request-Id")).get().asString().matches("req_[0-9a-f]{32}");
    assertThat(answer.header("X-Trace-Id")).get().asString().matches("[0-9a-f]{32}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/audio/transcriptions/no-such-id, 404, not-found",
    "DELETE, /v1/audio/transcriptions/no-such-id, 404, not-found",
    "GET, /api/v1/jobs/no-such-id, 404, not-found",
    "GET, /no/such/path, 404, not-found",
    "PUT, /v1/audio/transcriptions, 405, method-not-allowed"
  })
  void whatIsNotThereIsAProblem(String method, String path, int status, String type)
      throws IOException {
    Answer answer =
        client.send(
            client.request(path).method(method, java.net.http.HttpRequest.BodyPublishers.noBody()));

    Problems.assertProblem(answer, status, type, null);
  }

  @Test
  void aClientsRequestIdIsKept() throws IOException {
    Answer answer = client.send(client.request(NOWHERE).header("X-Request-Id", "order-66.b:1"));

    assertThat(answer.header("X-Request-Id")).hasValue("order-66.b:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<script>", "a b", "ünicode", "{65}"})
  void aRequestIdThatIsNoIdIsReplaced(String id) throws IOException {
    String sent = id.equals("{65}") ? "i".repeat(65) : id;

    Answer answer = client.send(client.request(NOWHERE).header("X-Request-Id", sent));

    assertThat(answer.header("X-Request-Id")).get().asString().matches("req_[0-9a-f]{32}");
  }

  static Stream<Arguments> unusable() {
    String members =
        IntStream.range(0, 500).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
    return Stream.of(
        arguments("traceparent", "garbage"),
        arguments("traceparent", "00-" + "0".repeat(32) + "-" + "0".repeat(16) + "-01"),
        arguments("traceparent", "ff-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01"),
        arguments("traceparent", "00-" + "A".repeat(32) + "-" + "b".repeat(16) + "-01"),
        arguments("traceparent", "x".repeat(20_000)),
        arguments("tracestate", "x".repeat(20_000)),
        arguments("baggage", "=,;=,%%%"),
        arguments("baggage", members),
        arguments("baggage", "key=" + "v".repeat(20_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusable")
  void anUnusableContextIsIgnored(String header, String value) throws IOException {
    Answer answer = client.send(client.request(Transcriptions.PATH).header(header, value));

    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(200);
    assertThat(answer.header("X-Trace-Id"))
        .get()
        .asString()
        .matches("[0-9a-f]{32}")
        .isNotEqualTo("0".repeat(32))
        .isNotEqualTo("a".repeat(32));
  }
}
