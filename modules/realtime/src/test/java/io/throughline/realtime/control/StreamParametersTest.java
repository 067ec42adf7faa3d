package io.throughline.realtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.throughline.realtime.audio.AudioFormat;
import io.throughline.realtime.audio.Encoding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamParametersTest {

  @Test
  void nothingGivenMeansTheDefaults() throws Exception {
    assertThat(StreamParameters.of(Map.of()))
        .isEqualTo(
            new StreamParameters(
                new AudioFormat(Encoding.PCM_S16LE, 16_000, 1),
                Optional.empty(),
                Optional.empty(),
                true,
                0.5,
                true,
                false));
  }

  @Test
  void everythingCanBeGiven() throws Exception {
    assertThat(
            StreamParameters.of(
                Map.of(
                    "encoding", List.of("mulaw"),
                    "sample_rate", List.of("8000"),
                    "channels", List.of("1", "2"),
                    "language", List.of("en"),
                    "prompt", List.of("names"),
                    "enable_vad", List.of("false"),
                    "vad_silence", List.of("1.25"),
                    "interim_results", List.of("false"),
                    "word_timestamps", List.of("true"),
                    "model", List.of("fast"))))
        .isEqualTo(
            new StreamParameters(
                new AudioFormat(Encoding.MULAW, 8_000, 2),
                Optional.of("en"),
                Optional.of("names"),
                false,
                1.25,
                false,
                true));
  }

  @ParameterizedTest
  @CsvSource({
    "encoding,opus",
    "sample_rate,16001",
    "sample_rate,-8000",
    "sample_rate,99999999999",
    "channels,0",
    "channels,3",
    "channels,two",
    "language,English",
    "language,e",
    "enable_vad,yes",
    "vad_silence,0.1",
    "vad_silence,NaN",
    "vad_silence,4",
    "interim_results,1",
    "word_timestamps,''"
  })
  void whatIsWrongIsNamed(String name, String value) {
    InvalidParameterException wrong =
        catchThrowableOfType(
            InvalidParameterException.class,
            () -> StreamParameters.of(Map.of(name, List.of(value))));

    assertThat(wrong.parameter()).isEqualTo(name);
    assertThat(wrong).hasMessageStartingWith(name + " m");
  }

  @Test
  void aPromptHasItsLimit() {
    assertThat(
            catchThrowableOfType(
                    InvalidParameterException.class,
                    () -> StreamParameters.of(Map.of("prompt", List.of("x".repeat(2_001)))))
                .parameter())
        .isEqualTo("prompt");
  }
}
