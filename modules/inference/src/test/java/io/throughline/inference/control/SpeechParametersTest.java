package io.throughline.inference.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.inference.control.SpeechParameters.Given;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SpeechParametersTest {

  @Test
  void everythingThatWasAskedReadsBack() {
    SpeechParameters all =
        new SpeechParameters(
            Optional.of("en"),
            true,
            Optional.of("a \"prompt\"\nwith größe"),
            List.of("throughline", "Sphinx"),
            true,
            true,
            2,
            true,
            OptionalInt.of(2),
            OptionalInt.of(5),
            12.345,
            "opus",
            new Given(Optional.of("{\"segments\":[]}"), Optional.of("{\"turns\":[]}")));

    assertThat(SpeechParameters.of(all.toJson())).isEqualTo(all);
  }

  @Test
  void nothingThatWasNotAskedReadsBack() {
    SpeechParameters least =
        new SpeechParameters(
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(),
            false,
            false,
            0,
            false,
            OptionalInt.empty(),
            OptionalInt.empty(),
            0,
            "none",
            Given.nothing());

    assertThat(SpeechParameters.of(least.toJson())).isEqualTo(least);
  }
}
