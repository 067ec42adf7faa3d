package io.throughline.inference.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.control.SpeechParameters;
import io.throughline.inference.format.TranscriptEvents;
import io.throughline.inference.format.TranscriptFormat;
import io.throughline.job.api.InvalidRequestException;
import io.throughline.upload.api.AudioProperties;
import io.throughline.upload.api.ReceivedForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptionFormTest {

  private static final AudioProperties AUDIO = new AudioProperties(3.5, "opus", 2, 48_000);

  @Test
  void anEmptyFormAsksForWordsAndSpeakers() {
    TranscriptionForm form = form();

    assertThat(form.parameters(AUDIO, false))
        .isEqualTo(
            new SpeechParameters(
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                true,
                true,
                0,
                false,
                OptionalInt.empty(),
                OptionalInt.empty(),
                3.5,
                "opus",
                SpeechParameters.Given.nothing()));
    assertThat(form.priority()).isZero();
    assertThat(form.isOpenAi()).isFalse();
    assertThat(form.rendition()).isEmpty();
  }

  @Test
  void everyFieldIsRead() {
    TranscriptionForm form =
        form(
            "language", "en",
            "prompt", "a talk",
            "vocabulary", " throughline , Sphinx,, ",
            "speaker_detection", "diarize",
            "min_speakers", "2",
            "max_speakers", "4",
            "temperature", "0.5",
            "priority", "-10",
            "response_format", "verbose_json");

    SpeechParameters parameters = form.parameters(AUDIO, true);

    assertThat(parameters.language()).contains("en");
    assertThat(parameters.translate()).isTrue();
    assertThat(parameters.prompt()).contains("a talk");
    assertThat(parameters.vocabulary()).containsExactly("throughline", "Sphinx");
    assertThat(parameters.minSpeakers()).hasValue(2);
    assertThat(parameters.maxSpeakers()).hasValue(4);
    assertThat(form.priority()).isEqualTo(-10);
    assertThat(form.rendition()).contains(TranscriptFormat.VERBOSE_JSON);
  }

  @Test
  void channelsAreToldApartInsteadOfVoices() {
    SpeechParameters parameters =
        form("speaker_detection", "per_channel", "response_format", "diarized_json")
            .parameters(new AudioProperties(3.5, "opus", 2, 48_000), false);

    assertThat(parameters.channels()).isEqualTo(2);
    assertThat(parameters.diarize()).isFalse();
  }

  @Test
  void moreChannelsThanAreTranscribedApartAreRefused() {
    AudioProperties surround = new AudioProperties(3.5, "flac", 9, 48_000);

    assertThat(form().parameters(surround, false).channels()).isZero();
    assertThatThrownBy(() -> form("speaker_detection", "per_channel").parameters(surround, false))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.field()).isEqualTo("speaker_detection"));
  }

  @Test
  void aFormatWithSpeakersDiarizesUnlessChannelsAreTheSpeakers() {
    for (String detection : new String[] {"none", "diarize"}) {
      assertThat(
              form("response_format", "diarized_json", "speaker_detection", detection)
                  .parameters(AUDIO, false)
                  .diarize())
          .isTrue();
    }
  }

  @Test
  void aStreamHasEventsOfTextOrOfSegments() {
    assertThat(form("stream", "true").rendition()).contains(new TranscriptEvents(false));
    assertThat(form("stream", "True", "response_format", "diarized_json").rendition())
        .contains(new TranscriptEvents(true));
    assertThat(form("stream", "false").rendition()).isEmpty();
    assertThatThrownBy(() -> form("stream", "true", "response_format", "srt").rendition())
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("stream"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "response_format | xml",
        "language | tlh",
        "temperature | hot",
        "temperature | 1.1",
        "temperature | -0.1",
        "temperature | NaN",
        "speaker_detection | maybe",
        "num_speakers | 0",
        "num_speakers | 21",
        "num_speakers | 1.5",
        "min_speakers | many",
        "min_speakers | NaN",
        "max_speakers | 99999999999",
        "priority | 11",
        "priority | -11",
        "priority | high",
        "stream | yes"
      })
  void aWrongValueNamesItsFieldAndIsNotRepeated(String field, String value) {
    assertThatThrownBy(
            () -> {
              TranscriptionForm form = form(field, value);
              form.priority();
              form.rendition();
              form.parameters(AUDIO, false);
              form.rendition();
            })
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> {
              assertThat(e.field()).isEqualTo(field);
              assertThat(e.getMessage()).doesNotContain("11", "21", "xml", "tlh", "99", "NaN");
            });
  }

  @Test
  void moreSpeakersAtLeastThanAtMostAreRefused() {
    assertThatThrownBy(
            () -> form("min_speakers", "5", "max_speakers", "2").parameters(AUDIO, false))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("min_speakers"));
  }

  @Test
  void aWrongSpeakerDetectionIsRefusedAlsoWhenTheFormatAsksForSpeakers() {
    assertThatThrownBy(
            () ->
                form("response_format", "diarized_json", "speaker_detection", "maybe")
                    .parameters(AUDIO, false))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.field()).isEqualTo("speaker_detection"));
  }

  @Test
  void anExactNumberOfSpeakersIsBothBounds() {
    SpeechParameters parameters = form("num_speakers", "3").parameters(AUDIO, false);

    assertThat(parameters.minSpeakers()).hasValue(3);
    assertThat(parameters.maxSpeakers()).hasValue(3);
  }

  @ParameterizedTest
  @CsvSource({"whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe"})
  void openAisModelsAskForNoSpeakersUnlessTheFormatDoes(String model) {
    assertThat(form("model", model).isOpenAi()).isTrue();
    assertThat(form("model", model).parameters(AUDIO, false).diarize()).isFalse();
    assertThat(
            form("model", model, "response_format", "diarized_json")
                .parameters(AUDIO, false)
                .diarize())
        .isTrue();
  }

  @Test
  void automaticLanguageIsNone() {
    assertThat(form("language", "auto").parameters(AUDIO, false).language()).isEmpty();
  }

  @Test
  void aSummaryNeedsAModelThatSumsUp() {
    assertThat(form().parameters(AUDIO, false).summarize()).isFalse();
    assertThatThrownBy(() -> form("summarize", "true").parameters(AUDIO, false))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("summarize"));
    assertThatThrownBy(() -> form("summarize", "yes").parameters(AUDIO, false))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("summarize"));
    assertThat(
            new TranscriptionForm(
                    new ReceivedForm(Map.of("summarize", List.of("TRUE")), Map.of()),
                    List.of("en"),
                    true)
                .parameters(AUDIO, false)
                .summarize())
        .isTrue();
  }

  private static TranscriptionForm form(String... fields) {
    Map<String, List<String>> map = new HashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      map.put(fields[i], List.of(fields[i + 1]));
    }
    return new TranscriptionForm(new ReceivedForm(map, Map.of()), List.of("en"), false);
  }
}
