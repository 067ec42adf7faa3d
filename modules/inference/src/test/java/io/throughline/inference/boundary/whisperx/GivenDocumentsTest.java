package io.throughline.inference.boundary.whisperx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.control.SpeechParameters.Given;
import io.throughline.job.api.InvalidRequestException;
import io.throughline.upload.api.ReceivedForm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenDocumentsTest {

  private static final String PART = "transcript";

  @Test
  void aTranscriptIsTaken() {
    Given given =
        GivenDocuments.transcript(
            form("{\"segments\":[{\"start\":0,\"end\":1.5,\"text\":\" hello \"}]}"), PART);

    assertThat(given.transcription().orElseThrow()).contains("\"hello\"");
    assertThat(given.diarization()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{",
        "[]",
        "{}",
        "{\"segments\":7}",
        "{\"segments\":[7]}",
        "{\"segments\":[{\"start\":\"now\",\"end\":1,\"text\":\"a\"}]}",
        "{\"segments\":[{\"start\":0,\"end\":1}]}"
      })
  void whatIsNoTranscriptNamesItsPart(String text) {
    assertRefused(text);
  }

  @Test
  void nestingThatIsTooDeepNamesItsPart() {
    assertRefused("[".repeat(100_000) + "]".repeat(100_000));
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> GivenDocuments.transcript(form(text), PART))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo(PART));
  }

  private static ReceivedForm form(String text) {
    return new ReceivedForm(Map.of(PART, List.of(text)), Map.of());
  }
}
