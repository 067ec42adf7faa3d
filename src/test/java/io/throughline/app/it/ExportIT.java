package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.Transcriptions.Submitted;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A transcript in every form it can be had in. */
@OnServer(Flavour.STANDARD)
class ExportIT {

  private static final String CUE = "\\d\\d:\\d\\d:\\d\\d%s\\d{3} --> \\d\\d:\\d\\d:\\d\\d%s\\d{3}";
  private static final double SECONDS = 9.5;

  private static Submitted job;

  private final Client client;

  ExportIT(LibertyServer server) {
    this.client = server.client();
  }

  @BeforeAll
  static void transcribe(LibertyServer server) throws IOException {
    Transcriptions transcriptions = Transcriptions.on(server);
    job = transcriptions.submit(Form.of(Recording.meeting(9)));
    transcriptions.completed(job);
  }

  @ParameterizedTest
  @CsvSource({
    "srt, application/x-subrip;charset=utf-8",
    "vtt, text/vtt;charset=utf-8",
    "txt, text/plain;charset=utf-8",
    "text, text/plain;charset=utf-8",
    "json, application/json",
    "verbose_json, application/json",
    "diarized_json, application/json"
  })
  void hasItsMediaTypeAndWhatWasSaid(String format, String mediaType) throws IOException {
    Answer answer = export(format);

    assertThat(answer.header("Content-Type").orElse("none").replace(" ", "").toLowerCase())
        .isEqualTo(mediaType);
    assertThat(answer.text()).containsIgnoringCase("good morning");
  }

  @Test
  void srtNumbersItsCues() throws IOException {
    String[] cues = export("srt").text().strip().split("\n\n");

    for (int i = 0; i < cues.length; i++) {
      assertThat(cues[i]).matches("(?s)" + (i + 1) + "\n" + CUE.formatted(",", ",") + "\n\\S.*");
    }
  }

  @Test
  void vttNamesTheSpeakers() throws IOException {
    String[] blocks = export("vtt").text().strip().split("\n\n");

    assertThat(blocks[0]).isEqualTo("WEBVTT");
    for (int i = 1; i < blocks.length; i++) {
      assertThat(blocks[i])
          .matches("(?s)" + CUE.formatted("\\.", "\\.") + "\n<v SPEAKER_\\d\\d>\\S.*");
    }
  }

  @Test
  void jsonHasWordsInsideSegmentsInsideTheRecording() throws IOException {
    JsonObject json = export("json").json();

    assertThat(json.getString("language")).isEqualTo("en");
    assertOrdered(json.getJsonArray("segments").getValuesAs(JsonObject.class), 0, SECONDS);
    for (JsonObject segment : json.getJsonArray("segments").getValuesAs(JsonObject.class)) {
      assertOrdered(
          segment.getJsonArray("words").getValuesAs(JsonObject.class),
          number(segment, "start"),
          number(segment, "end"));
    }
  }

  @Test
  void verboseJsonIsWhatOpenAisClientsRead() throws IOException {
    JsonObject json = export("verbose_json").json();

    assertThat(json)
        .containsKeys("task", "language", "duration", "text", "segments", "words", "usage");
    assertThat(number(json, "duration")).isEqualTo(9);
    assertThat(json.getJsonArray("segments").getJsonObject(0))
        .containsKeys("id", "seek", "start", "end", "text", "tokens", "temperature");
    assertOrdered(json.getJsonArray("words").getValuesAs(JsonObject.class), 0, SECONDS);
  }

  @Test
  void diarizedJsonNamesASpeakerForEverySegment() throws IOException {
    List<JsonObject> segments =
        export("diarized_json").json().getJsonArray("segments").getValuesAs(JsonObject.class);

    assertThat(segments)
        .isNotEmpty()
        .allSatisfy(s -> assertThat(s.getString("speaker")).matches("SPEAKER_\\d\\d"));
    assertOrdered(segments, 0, SECONDS);
  }

  @Test
  void anUnknownFormatIsNotFound() throws IOException {
    Problems.assertProblem(client.get(job.path() + "/export/docx"), 404, "not-found", null);
  }

  private Answer export(String format) throws IOException {
    Answer answer = client.get(job.path() + "/export/" + format);
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(200);
    return answer;
  }

  private static void assertOrdered(List<JsonObject> stretches, double from, double to) {
    assertThat(stretches).isNotEmpty();
    double last = from;
    for (JsonObject stretch : stretches) {
      assertThat(number(stretch, "start")).isGreaterThanOrEqualTo(last);
      assertThat(number(stretch, "end")).isGreaterThanOrEqualTo(number(stretch, "start"));
      last = number(stretch, "start");
    }
    assertThat(last).isLessThanOrEqualTo(to);
  }

  private static double number(JsonObject json, String name) {
    JsonNumber number = json.getJsonNumber(name);
    return number.doubleValue();
  }
}
