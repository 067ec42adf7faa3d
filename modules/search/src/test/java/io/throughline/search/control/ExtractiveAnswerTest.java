package io.throughline.search.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractiveAnswerTest {

  private static final String BRIDGE =
      "The river is wide here. The bridge across it opened in 1932. It was painted red.";
  private static final String FERRY =
      "Before that a ferry crossed every hour. The ferry sank twice.";

  @Test
  void theSentenceThatSharesMostWithTheQuestionIsInTheAnswerWithItsSource() {
    assertThat(ExtractiveAnswer.of("When did the bridge open in 1932?", List.of(BRIDGE, FERRY)))
        .contains("The bridge across it opened in 1932. [1]")
        .doesNotContain("ferry");
    assertThat(ExtractiveAnswer.of("How often did the ferry sink?", List.of(BRIDGE, FERRY)))
        .contains("ferry", "[2]");
  }

  @Test
  void whereNoWordIsSharedTheBestSourceSpeaks() {
    assertThat(ExtractiveAnswer.of("Was kostet das?", List.of(BRIDGE, FERRY)))
        .isEqualTo("The river is wide here. [1]");
  }

  @Test
  void speechWithoutFullStopsIsCut() {
    String speech = "and then we said ".repeat(100);

    assertThat(ExtractiveAnswer.of("what did they say", List.of(speech)).length()).isLessThan(420);
  }

  @Test
  void aWordWithoutEndIsCutBetweenCharacters() {
    String answer = ExtractiveAnswer.of("smile", List.of("😀".repeat(1_000)));

    assertThat(answer).endsWith("… [1]");
    assertThat(answer.codePoints()).noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  @Test
  void withoutSourcesNothingIsMadeUp() {
    assertThat(ExtractiveAnswer.of("Why?", List.of())).isEqualTo(ExtractiveAnswer.NOTHING);
    assertThat(ExtractiveAnswer.of("Why?", List.of("  "))).isEqualTo(ExtractiveAnswer.NOTHING);
  }
}
