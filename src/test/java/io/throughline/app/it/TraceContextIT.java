package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.throughline.app.it.OnServer.Flavour;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * W3C Trace Context and Baggage, as the recommendation's own test suite asks for them: the request
 * is always served; its trace goes on where the context is valid and starts anew where it is not.
 */
@OnServer(Flavour.SCRIPTED)
class TraceContextIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String VALID = "00-" + TRACE + "-" + PARENT + "-01";

  private final Client client;

  TraceContextIT(LibertyServer server) {
    this.client = server.client();
  }

  static Stream<Arguments> continued() {
    return Stream.of(
        arguments("as it should be", List.of(VALID), List.of()),
        arguments("flags to come", List.of("00-" + TRACE + "-" + PARENT + "-ff"), List.of()),
        arguments("a version to come", List.of("cc-" + TRACE + "-" + PARENT + "-01"), List.of()),
        arguments(
            "a version to come that says more",
            List.of("cc-" + TRACE + "-" + PARENT + "-01-what-the-future-will-be-like"),
            List.of()),
        arguments("with a state", List.of(VALID), List.of("tracestate", "foo=1,bar=2")),
        arguments(
            "with a state in two headers",
            List.of(VALID),
            List.of("tracestate", "foo=1", "tracestate", "bar=2")),
        arguments("with an empty state", List.of(VALID), List.of("tracestate", "")),
        arguments("with a state that is none", List.of(VALID), List.of("tracestate", "foo")),
        arguments("with a state of 33 members", List.of(VALID), List.of("tracestate", members(33))),
        arguments(
            "with a state that is too long",
            List.of(VALID),
            List.of("tracestate", "foo=" + "1".repeat(3_000))),
        arguments("with baggage", List.of(VALID), List.of("baggage", members(64))),
        arguments("with baggage of 65 members", List.of(VALID), List.of("baggage", members(65))),
        arguments(
            "with baggage of 8193 bytes",
            List.of(VALID),
            List.of("baggage", "k=" + "v".repeat(8_191))),
        arguments("with baggage that is none", List.of(VALID), List.of("baggage", "=;=,,%")));
  }

  static Stream<Arguments> restarted() {
    return Stream.of(
        arguments("none", List.of()),
        arguments("empty", List.of("")),
        arguments("too few parts", List.of("00-" + TRACE)),
        arguments("a trace id of zeros", List.of("00-" + "0".repeat(32) + "-" + PARENT + "-01")),
        arguments("a parent of zeros", List.of("00-" + TRACE + "-" + "0".repeat(16) + "-01")),
        arguments("an upper-case trace id", List.of(VALID.toUpperCase(java.util.Locale.ROOT))),
        arguments("letters that are no digits", List.of(VALID.replace('4', 'g'))),
        arguments(
            "a trace id too short", List.of("00-" + TRACE.substring(1) + "-" + PARENT + "-01")),
        arguments("a parent too long", List.of("00-" + TRACE + "-0" + PARENT + "-01")),
        arguments("no flags", List.of("00-" + TRACE + "-" + PARENT)),
        arguments("flags too long", List.of("00-" + TRACE + "-" + PARENT + "-001")),
        arguments("flags that are no digits", List.of("00-" + TRACE + "-" + PARENT + "-.0")),
        arguments("the forbidden version", List.of("ff-" + TRACE + "-" + PARENT + "-01")),
        arguments("version 00 that says more", List.of(VALID + "-more")),
        arguments(
            "a version to come, badly written",
            List.of("cc-" + TRACE + "-" + PARENT + "-01.what-the-future-will-be-like")),
        arguments(
            "longer than any version", List.of("cc" + VALID.substring(2) + "-" + "x".repeat(300))),
        arguments("two of them", List.of(VALID, VALID.replace('4', '5'))),
        arguments("twice the same", List.of(VALID, VALID)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("continued")
  void aValidContextGoesOn(String what, List<String> traceparents, List<String> others)
      throws IOException {
    assertThat(traceOf(traceparents, others)).isEqualTo(TRACE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("restarted")
  void anInvalidContextStartsATrace(String what, List<String> traceparents) throws IOException {
    assertThat(traceOf(traceparents, List.of()))
        .matches("(?!0{32})[0-9a-f]{32}")
        .isNotEqualTo(TRACE)
        .isNotEqualTo(TRACE.replace('4', '5'));
  }

  private String traceOf(List<String> traceparents, List<String> others) throws IOException {
    HttpRequest.Builder request = client.request("/v1/models");
    traceparents.forEach(value -> request.header("traceparent", value));
    for (int i = 0; i < others.size(); i += 2) {
      request.header(others.get(i), others.get(i + 1));
    }
    Answer answer = client.send(request);
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(200);
    return answer.header("X-Trace-Id").orElse("");
  }

  private static String members(int count) {
    return IntStream.range(0, count).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
  }
}
