package io.throughline.inference.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.inference.api.Transcript;
import io.throughline.inference.api.Transcription.Segment;
import io.throughline.inference.api.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelMergeTest {

  @Test
  void segmentsOfAllChannelsAreInOrderOfTimeAndNumbered() {
    Transcript transcript =
        ChannelMerge.merge(
            "en",
            9,
            List.of(
                List.of(segment(2, 3, "how are you"), segment(6, 7, "good")),
                List.of(segment(0, 1, "hello"), segment(4, 5, "fine"))));

    assertThat(transcript.segments())
        .extracting(s -> s.id() + " " + s.speaker().orElseThrow() + " " + s.text())
        .containsExactly(
            "0 SPEAKER_01 hello",
            "1 SPEAKER_00 how are you",
            "2 SPEAKER_01 fine",
            "3 SPEAKER_00 good");
    assertThat(transcript.speakers()).containsExactly("SPEAKER_01", "SPEAKER_00");
    assertThat(transcript.duration()).isEqualTo(9);
  }

  @Test
  void whoSpeaksAtTheSameTimeIsKeptApart() {
    Segment said = new Segment(1, 2, "yes", List.of(new Word("yes", 1, 2, 0.9)));

    Transcript transcript = ChannelMerge.merge("en", 3, List.of(List.of(said), List.of(said)));

    assertThat(transcript.segments())
        .extracting(s -> s.words().get(0).speaker().orElseThrow())
        .containsExactly("SPEAKER_00", "SPEAKER_01");
  }

  @Test
  void aSilentChannelIsNoSpeaker() {
    Transcript transcript =
        ChannelMerge.merge("en", 3, List.of(List.of(), List.of(segment(0, 1, "hello"))));

    assertThat(transcript.speakers()).containsExactly("SPEAKER_01");
  }

  private static Segment segment(double start, double end, String text) {
    return new Segment(start, end, text, List.of());
  }
}
