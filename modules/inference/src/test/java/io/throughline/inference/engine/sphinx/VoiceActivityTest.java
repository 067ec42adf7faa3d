package io.throughline.inference.engine.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VoiceActivityTest extends SpeechFixture {

  @Test
  void findShouldCoverTheTurnsAndLeaveThePauses() throws Exception {
    SampleTruth truth = SampleTruth.read(SampleAudio.folder().resolve("meeting.json"));

    List<Stretch> speech = VoiceActivity.find(meeting());

    assertThat(truth.words())
        .allSatisfy(
            word -> {
              double middle = (word.start() + word.end()) / 2;
              assertThat(speech)
                  .as(word.text())
                  .anyMatch(s -> s.startSeconds() <= middle && middle <= s.endSeconds());
            });
    for (int i = 1; i < truth.turns().size(); i++) {
      double pause = (truth.turns().get(i - 1).end() + truth.turns().get(i).start()) / 2;
      assertThat(speech).noneMatch(s -> s.startSeconds() <= pause && pause <= s.endSeconds());
    }
  }

  @Test
  void findShouldBeEmptyForSilence() throws Exception {
    assertThat(VoiceActivity.find(silence(16_000))).isEmpty();
    assertThat(VoiceActivity.find(silence(0))).isEmpty();
  }
}
