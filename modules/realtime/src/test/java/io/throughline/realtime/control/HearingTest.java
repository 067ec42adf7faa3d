package io.throughline.realtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.throughline.realtime.Babble;
import io.throughline.realtime.MeetingSample;
import io.throughline.realtime.control.Hearing.Noticed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HearingTest {

  private static final int SECOND = 32_000;

  @Test
  void utterancesOfTheMeetingAreItsTurns() throws Exception {
    List<Noticed> noticed = hear(hearing(Map.of()), MeetingSample.read().bytes());

    List<Utterance> utterances = utterances(noticed);
    assertThat(utterances).hasSize(5);
    assertThat(utterances.get(0).start()).isCloseTo(0.3, within(0.1));
    assertThat(utterances.get(0).duration()).isCloseTo(3.6, within(0.2));
    assertThat(noticed.stream().filter(Noticed.Speech.class::isInstance)).hasSize(10);
    for (int i = 1; i < utterances.size(); i++) {
      Utterance before = utterances.get(i - 1);
      assertThat(utterances.get(i).start())
          .isGreaterThanOrEqualTo(before.start() + before.duration());
    }
  }

  @Test
  void speechWithoutPausesIsCutBeforeItGetsTooLong() throws Exception {
    List<Utterance> utterances = utterances(hear(hearing(Map.of()), Babble.bytes(40)));

    assertThat(utterances).hasSizeGreaterThanOrEqualTo(3);
    assertThat(utterances).allSatisfy(u -> assertThat(u.duration()).isBetween(8.9, 12.1));
    double end = 0;
    for (Utterance utterance : utterances) {
      assertThat(utterance.start()).isCloseTo(end, within(1e-9));
      end += utterance.duration();
    }
  }

  @Test
  void aFlushEndsWhatIsBeingSaid() throws Exception {
    Hearing hearing = hearing(Map.of());
    hear(hearing, Babble.bytes(2));

    assertThat(hearing.unfinishedSeconds()).isCloseTo(2, within(1e-9));
    assertThat(hearing.flush().orElseThrow().duration()).isCloseTo(2, within(1e-9));
    assertThat(hearing.flush()).isEmpty();
    hear(hearing, Babble.bytes(1));
    assertThat(hearing.flush().orElseThrow().start()).isCloseTo(2, within(1e-9));
    assertThat(hearing.spoken()).isCloseTo(3, within(0.06));
  }

  @Test
  void aFlushInSilenceIsNothing() throws Exception {
    Hearing hearing = hearing(Map.of());
    hear(hearing, new byte[3 * SECOND]);

    assertThat(hearing.flush()).isEmpty();
    assertThat(hearing.unfinishedSeconds()).isZero();
    assertThat(hearing.seconds()).isEqualTo(3);
    assertThat(hearing.spoken()).isZero();
  }

  @Test
  void withoutListeningForPausesOnlyFlushesCut() throws Exception {
    Hearing hearing = hearing(Map.of("enable_vad", List.of("false")));

    assertThat(hear(hearing, Arrays.copyOf(Babble.bytes(2), 5 * SECOND))).isEmpty();
    assertThat(hearing.flush().orElseThrow().samples()).hasSize(80_000);
  }

  private static Hearing hearing(Map<String, List<String>> query) throws Exception {
    return new Hearing(StreamParameters.of(query));
  }

  private static List<Noticed> hear(Hearing hearing, byte[] bytes) {
    List<Noticed> noticed = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += 3_200) {
      noticed.addAll(
          hearing.hear(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 3_200))));
    }
    return noticed;
  }

  private static List<Utterance> utterances(List<Noticed> noticed) {
    return noticed.stream()
        .filter(Noticed.Whole.class::isInstance)
        .map(whole -> ((Noticed.Whole) whole).utterance())
        .toList();
  }
}
