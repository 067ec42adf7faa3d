package io.throughline.inference.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.inference.api.Transcript;
import io.throughline.inference.api.Transcript.Segment;
import io.throughline.inference.api.Transcript.SpokenWord;
import io.throughline.inference.api.Word;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptFormatTest {

  private static final Optional<String> ANN = Optional.of("SPEAKER_00");
  private static final Transcript TRANSCRIPT =
      new Transcript(
          "en",
          3662.25,
          List.of(
              new Segment(
                  0,
                  0,
                  1.5,
                  "if a<b & \"c\"",
                  ANN,
                  List.of(new SpokenWord(new Word("if", 0, 0.25, 0.9), ANN))),
              new Segment(1, 3661.0014, 3662.25, "größe --> end", Optional.empty(), List.of())),
          List.of("SPEAKER_00"));
  private static final Transcript SILENCE = new Transcript("en", 2, List.of(), List.of());

  @Test
  void srtHasNumberedCuesWithCommas() {
    assertThat(TranscriptFormat.SRT.render(TRANSCRIPT))
        .isEqualTo(
            """
            1
            00:00:00,000 --> 00:00:01,500
            [SPEAKER_00] if a<b & "c"

            2
            01:01:01,001 --> 01:01:02,250
            größe --> end

            """);
  }

  @Test
  void vttHasVoicesAndEscapesMarkup() {
    assertThat(TranscriptFormat.VTT.render(TRANSCRIPT))
        .isEqualTo(
            """
            WEBVTT

            00:00:00.000 --> 00:00:01.500
            <v SPEAKER_00>if a&lt;b &amp; "c"

            01:01:01.001 --> 01:01:02.250
            größe --&gt; end

            """);
  }

  @Test
  void textHasALineForEachSegment() {
    assertThat(TranscriptFormat.TEXT.render(TRANSCRIPT))
        .isEqualTo("SPEAKER_00: if a<b & \"c\"\ngröße --> end\n");
  }

  @Test
  void jsonHasTheTextAndWhatItCost() {
    assertThat(TranscriptFormat.JSON.render(TRANSCRIPT))
        .isEqualTo(
            "{\"text\":\"if a<b & \\\"c\\\" größe --> end\","
                + "\"usage\":{\"type\":\"duration\",\"seconds\":3663}}");
  }

  @Test
  void verboseJsonHasSegmentsAndWords() {
    assertThat(TranscriptFormat.VERBOSE_JSON.render(TRANSCRIPT))
        .isEqualTo(
            "{\"task\":\"transcribe\",\"language\":\"en\",\"duration\":3662.25,"
                + "\"text\":\"if a<b & \\\"c\\\" größe --> end\",\"segments\":["
                + "{\"id\":0,\"seek\":0,\"start\":0.0,\"end\":1.5,\"text\":\"if a<b & \\\"c\\\"\","
                + "\"tokens\":[],\"temperature\":0.0,\"avg_logprob\":0.0,"
                + "\"compression_ratio\":1.0,\"no_speech_prob\":0.0,\"speaker\":\"SPEAKER_00\"},"
                + "{\"id\":1,\"seek\":0,\"start\":3661.0014,\"end\":3662.25,"
                + "\"text\":\"größe --> end\",\"tokens\":[],\"temperature\":0.0,"
                + "\"avg_logprob\":0.0,\"compression_ratio\":1.0,\"no_speech_prob\":0.0}],"
                + "\"words\":[{\"word\":\"if\",\"start\":0.0,\"end\":0.25}],"
                + "\"usage\":{\"type\":\"duration\",\"seconds\":3663}}");
  }

  @Test
  void diarizedJsonHasASpeakerForEverySegment() {
    assertThat(TranscriptFormat.DIARIZED_JSON.render(TRANSCRIPT))
        .isEqualTo(
            "{\"task\":\"transcribe\",\"duration\":3662.25,"
                + "\"text\":\"if a<b & \\\"c\\\" größe --> end\",\"segments\":["
                + "{\"type\":\"transcript.text.segment\",\"id\":\"seg_0\",\"start\":0.0,"
                + "\"end\":1.5,\"text\":\"if a<b & \\\"c\\\"\",\"speaker\":\"SPEAKER_00\"},"
                + "{\"type\":\"transcript.text.segment\",\"id\":\"seg_1\",\"start\":3661.0014,"
                + "\"end\":3662.25,\"text\":\"größe --> end\",\"speaker\":\"SPEAKER_00\"}],"
                + "\"usage\":{\"type\":\"duration\",\"seconds\":3663}}");
  }

  @Test
  void silenceIsAnEmptyTranscript() {
    assertThat(TranscriptFormat.SRT.render(SILENCE)).isEmpty();
    assertThat(TranscriptFormat.VTT.render(SILENCE)).isEqualTo("WEBVTT\n\n");
    assertThat(TranscriptFormat.TEXT.render(SILENCE)).isEqualTo("\n");
    assertThat(TranscriptFormat.JSON.render(SILENCE))
        .isEqualTo("{\"text\":\"\",\"usage\":{\"type\":\"duration\",\"seconds\":2}}");
  }

  @ParameterizedTest
  @CsvSource({
    "json,JSON",
    "text,TEXT",
    "txt,TEXT",
    "srt,SRT",
    "vtt,VTT",
    "verbose_json,VERBOSE_JSON",
    "diarized_json,DIARIZED_JSON"
  })
  void formatsAreKnownByOpenAisNames(String name, TranscriptFormat format) {
    assertThat(TranscriptFormat.of(name)).contains(format);
    assertThat(TranscriptFormat.of(format.id())).contains(format);
  }

  @Test
  void otherNamesAreUnknown() {
    assertThat(TranscriptFormat.of("JSON")).isEmpty();
    assertThat(TranscriptFormat.of("")).isEmpty();
  }

  @Test
  void eventsOfTextPutTogetherAreTheText() {
    assertThat(new TranscriptEvents(false).render(TRANSCRIPT))
        .isEqualTo(
            """
            data: {"type":"transcript.text.delta","delta":"if a<b & \\"c\\""}

            data: {"type":"transcript.text.delta","delta":" größe --> end"}

            data: {"type":"transcript.text.done","text":"if a<b & \\"c\\" größe --> end",\
            "usage":{"type":"duration","seconds":3663}}

            """);
  }

  @Test
  void eventsOfSegmentsHaveTimesAndSpeakers() {
    assertThat(new TranscriptEvents(true).render(TRANSCRIPT))
        .startsWith(
            """
            data: {"type":"transcript.text.segment","id":"seg_0","start":0.0,"end":1.5,\
            "text":"if a<b & \\"c\\"","speaker":"SPEAKER_00"}

            """)
        .endsWith("\n\n");
  }

  @Test
  void silenceIsOneEvent() {
    assertThat(new TranscriptEvents(false).render(SILENCE))
        .startsWith("data: {\"type\":\"transcript.text.done\",\"text\":\"\"")
        .containsOnlyOnce("data:");
  }
}
