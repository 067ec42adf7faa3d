package io.throughline.search.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.search.api.Moment;
import io.throughline.search.api.Passage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PassageSplitterTest {

  @Test
  void aShortTextIsOnePassage() {
    assertThat(texts("A harbour.\n\nA violin.")).containsExactly("A harbour.\nA violin.");
  }

  @Test
  void nothingIsNoPassage() {
    assertThat(texts(" \n\n \t ")).isEmpty();
  }

  @Test
  void aLongTextIsCutBetweenParagraphs() {
    String paragraph = "word ".repeat(120).strip();

    assertThat(texts(paragraph + "\n\n" + paragraph + "\n \n" + paragraph))
        .containsExactly(paragraph, paragraph, paragraph);
  }

  @Test
  void aLongParagraphIsCutBetweenSentences() {
    String sentence = "Word " + "word ".repeat(70) + "end.";

    assertThat(texts((sentence + " ").repeat(5)))
        .hasSize(3)
        .allSatisfy(text -> assertThat(text).startsWith("Word").endsWith("end."));
  }

  @Test
  void aLongSentenceIsCutBetweenWords() {
    List<String> texts = texts("word ".repeat(1000));

    assertThat(texts).hasSizeBetween(5, 6);
    assertThat(String.join(" ", texts).split("\\s+")).hasSize(1000).containsOnly("word");
  }

  @Test
  void aWordWithoutAnEndIsCutAnywhereButNotThroughACharacter() {
    String word = "\uD83D\uDE00".repeat(5_000);

    List<String> texts = texts("x" + word);

    assertThat(String.join("", texts)).isEqualTo("x" + word);
    assertThat(texts).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(1600));
    assertThat(texts).allSatisfy(text -> assertThat(PlainText.of(text)).isEqualTo(text));
  }

  @Test
  void whatNoDatabaseTakesIsReplaced() {
    assertThat(texts("a\u0000b\u0007c \uD83D d\re\tf")).containsExactly("a b c \uFFFD d e\tf");
  }

  @Test
  void aLongUtteranceIsCutAndKeepsItsMoment() {
    Optional<Moment> moment = Optional.of(new Moment(1, 2, Optional.of("SPEAKER_00")));

    List<Passage> pieces =
        PassageSplitter.split(new Passage("word ".repeat(2_000).strip(), moment)).toList();

    assertThat(pieces)
        .hasSizeGreaterThan(5)
        .allSatisfy(p -> assertThat(p.moment()).isEqualTo(moment));
  }

  private static List<String> texts(String text) {
    return PassageSplitter.split(text).stream().map(Passage::text).toList();
  }
}
