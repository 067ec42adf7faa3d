package io.throughline.inference.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.inference.api.Alignment;
import io.throughline.inference.api.Diarization;
import io.throughline.inference.api.Transcript;
import io.throughline.inference.api.Transcript.SpokenWord;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.Word;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpeechJsonTest {

  private static final Word SURE = new Word("größe", 0.125, 0.5, 0.987);
  private static final Word UNKNOWN = new Word("\"quoted\"", 0.5, 1, Double.NaN);
  private static final List<Transcription.Segment> SEGMENTS =
      List.of(
          new Transcription.Segment(0.125, 1, "größe \"quoted\"", List.of(SURE, UNKNOWN)),
          new Transcription.Segment(2, 3.75, "no words\n", List.of()));

  @Test
  void aTranscriptionReadsBackAsItWas() {
    Transcription transcription = new Transcription("en", SEGMENTS);

    assertThat(SpeechJson.transcription(SpeechJson.write(transcription))).isEqualTo(transcription);
  }

  @Test
  void anAlignmentReadsBackAsItWas() {
    Alignment alignment = new Alignment(SEGMENTS, 3);

    assertThat(SpeechJson.alignment(SpeechJson.write(alignment))).isEqualTo(alignment);
  }

  @Test
  void aDiarizationReadsBackAsItWas() {
    Diarization diarization =
        new Diarization(
            List.of(
                new Diarization.Turn(0, 1.5, "SPEAKER_00"),
                new Diarization.Turn(1.5, 9.001, "SPEAKER_01")));

    assertThat(SpeechJson.diarization(SpeechJson.write(diarization))).isEqualTo(diarization);
  }

  @Test
  void aTranscriptReadsBackAsItWas() {
    Transcript transcript = transcript();
    String json = SpeechJson.json(transcript).toString();

    assertThat(SpeechJson.transcript(json)).isEqualTo(transcript);
    assertThat(
            SpeechJson.transcript(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(transcript);
  }

  @Test
  void aTranscriptIsShownWithItsTextAndSpeakers() {
    assertThat(SpeechJson.json(transcript()))
        .hasToString(
            "{\"text\":\"größe\",\"language\":\"en\",\"duration\":4.2,\"segments\":[{\"id\":0,"
                + "\"start\":0.125,\"end\":0.5,\"text\":\"größe\",\"speaker\":\"SPEAKER_00\","
                + "\"words\":[{\"word\":\"größe\",\"start\":0.125,\"end\":0.5,"
                + "\"confidence\":0.987,\"speaker\":\"SPEAKER_00\"}]}],"
                + "\"speakers\":[\"SPEAKER_00\"]}");
  }

  @Test
  void timesAreRoundedToMilliseconds() {
    Diarization exact = new Diarization(List.of(new Diarization.Turn(1.0 / 3, 2.0 / 3, "S")));

    assertThat(SpeechJson.write(exact)).contains("\"start\":0.333,\"end\":0.667");
  }

  private static Transcript transcript() {
    Optional<String> speaker = Optional.of("SPEAKER_00");
    return new Transcript(
        "en",
        4.2,
        List.of(
            new Transcript.Segment(
                0, 0.125, 0.5, "größe", speaker, List.of(new SpokenWord(SURE, speaker)))),
        List.of("SPEAKER_00"));
  }
}
