package io.throughline.search.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.search.api.InvalidSearchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizedQueryTest {

  @Test
  void blanksAndCaseDoNotMakeAnotherQuestion() {
    NormalizedQuery query = NormalizedQuery.of("  When\tdid the \n Bridge open? ");

    assertThat(query.text()).isEqualTo("When did the Bridge open?");
    assertThat(query.folded()).isEqualTo("when did the bridge open?");
  }

  @Test
  void composedAndDecomposedLettersAreTheSame() {
    assertThat(NormalizedQuery.of("cafe\u0301")).isEqualTo(NormalizedQuery.of("café"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"مرحبا بالعالم", "שלום 😀", "👩‍👩‍👧‍👦?", "' OR 1=1 --", "a:b AND (c* \"d\"~"})
  void textOfAnyLanguageAndSyntaxIsJustText(String text) {
    assertThat(NormalizedQuery.of(text).text()).isEqualTo(text);
  }

  @Test
  void fiveHundredCharactersAreAllowedWhateverTheyTakeInMemory() {
    assertThat(NormalizedQuery.of("😀".repeat(500)).length()).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n\t ", "a\u0000b", "a\u001b[31mb", "a\ud83d", "\u009f"})
  void whatIsNoTextIsRefused(String text) {
    assertRefused(text);
  }

  @Test
  void fiveHundredAndOneCharactersAreRefused() {
    assertRefused("a".repeat(501));
    assertRefused("a" + " ".repeat(499) + "b");
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> NormalizedQuery.of(text))
        .isInstanceOf(InvalidSearchException.class)
        .satisfies(e -> assertThat(((InvalidSearchException) e).field()).isEqualTo("query"));
  }
}
