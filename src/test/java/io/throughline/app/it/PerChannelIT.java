package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.Transcriptions.Submitted;
import io.throughline.app.it.trace.RecordedTrace;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A recording with a speaker on each channel, who talk at the same time. */
@OnServer(Flavour.STANDARD)
class PerChannelIT {

  private final Client client;
  private final Transcriptions transcriptions;

  PerChannelIT(LibertyServer server) {
    this.client = server.client();
    this.transcriptions = Transcriptions.on(server);
  }

  @Test
  void eachChannelIsASpeakerTranscribedApart() throws IOException {
    byte[] recording = Recording.channels(Recording.meeting(0.0, 4.0), Recording.meeting(4.1, 9.3));
    Submitted job =
        transcriptions.submit(Form.of(recording).field("speaker_detection", "per_channel"));

    JsonObject transcript = transcriptions.completed(job);

    assertThat(saidBy(transcript, "SPEAKER_00")).contains("good morning", "contract");
    assertThat(saidBy(transcript, "SPEAKER_01")).contains("last night").doesNotContain("morning");
    assertThat(stages(job))
        .containsExactly(
            "prepare_ch0",
            "transcribe_ch0",
            "align_ch0",
            "prepare_ch1",
            "transcribe_ch1",
            "align_ch1",
            "assign_speakers",
            "store",
            "index");
    RecordedTrace trace = transcriptions.endedTrace(job);
    for (String span : List.of("audio.decode", "ml.transcribe", "ml.align")) {
      assertThat(trace.spans(span))
          .extracting(s -> s.attributes().get("audio.channel").toString())
          .as(span)
          .containsExactlyInAnyOrder("0", "1");
    }
    assertThat(trace.spans("ml.diarize")).isEmpty();
  }

  private static String saidBy(JsonObject transcript, String speaker) {
    return transcript.getJsonArray("segments").getValuesAs(JsonObject.class).stream()
        .filter(segment -> segment.getString("speaker").equals(speaker))
        .map(segment -> segment.getString("text").toLowerCase())
        .collect(Collectors.joining(" "));
  }

  private List<String> stages(Submitted job) throws IOException {
    return client
        .get(job.path() + "/tasks")
        .json()
        .getJsonArray("tasks")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(stage -> stage.getString("stage"))
        .toList();
  }
}
