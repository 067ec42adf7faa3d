package io.throughline.realtime.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"flush\"}",
        "{\"type\":\"end\"}",
        "{\"type\":\"config\",\"language\":\"en\",\"prompt\":\"names\"}",
        "{\"type\":\"config\",\"language\":7}"
      })
  void commandsAreKnown(String text) {
    assertThat(Command.of(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "flush", "[]", "{}", "{\"type\":3}", "{\"type\":\"stop\"}", "{\"type\":"})
  void anythingElseIsNone(String text) {
    assertThat(Command.of(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000})
  void deepNestingIsNone(int depth) {
    assertThat(Command.of("{\"type\":" + "[".repeat(depth))).isEmpty();
  }
}
