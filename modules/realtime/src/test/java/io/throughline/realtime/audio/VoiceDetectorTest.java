package io.throughline.realtime.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.throughline.realtime.Babble;
import io.throughline.realtime.MeetingSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VoiceDetectorTest {

  private static final int RATE = 16_000;

  private final VoiceDetector voice = new VoiceDetector(RATE, 0.5);

  @Test
  void everyWordOfTheMeetingIsWithinSpeech() throws Exception {
    MeetingSample meeting = MeetingSample.read();
    List<Endpoint> endpoints = hear(meeting.samples(), 1_600);

    assertThat(endpoints).hasSizeGreaterThan(6);
    for (int i = 0; i < endpoints.size(); i++) {
      assertThat(endpoints.get(i))
          .isInstanceOf(i % 2 == 0 ? Endpoint.SpeechStart.class : Endpoint.SpeechEnd.class);
    }
    assertThat(meeting.wordMiddles())
        .allSatisfy(
            middle ->
                assertThat(isSpeech(endpoints, Math.round(middle * RATE)))
                    .as("%s", middle)
                    .isTrue());
  }

  @Test
  void howTheStreamIsCutIntoMessagesDoesNotMatter() throws Exception {
    float[] samples = MeetingSample.read().samples();

    assertThat(hear(samples, 1_600)).isEqualTo(hearAll(new VoiceDetector(RATE, 0.5), samples, 37));
  }

  @Test
  void silenceAndEvenNoiseAreNoSpeech() {
    assertThat(voice.hear(new float[10 * RATE])).isEmpty();
    assertThat(new VoiceDetector(RATE, 0.5).hear(noise(20, 0.0002f))).isEmpty();
  }

  @Test
  void speechThatIsThereFromTheStartIsNoticed() {
    List<Endpoint> endpoints = voice.hear(Babble.samples(1));

    assertThat(endpoints).containsExactly(new Endpoint.SpeechStart(0));
    assertThat(voice.isSpeaking()).isTrue();
  }

  @Test
  void thePauseThatWasAskedForEndsSpeech() {
    float[] stream = Arrays.copyOf(Babble.samples(1), 3 * RATE);

    Endpoint end = new VoiceDetector(RATE, 1.5).hear(stream).get(1);

    assertThat(end).isInstanceOf(Endpoint.SpeechEnd.class);
    assertThat(end.sample()).isCloseTo(RATE, within(960L));
    assertThat(hear(Arrays.copyOf(stream, (int) (1.3 * RATE)), 160)).hasSize(1);
  }

  @Test
  void theQuietestPlaceIsFound() {
    float[] stream = noise(4, 0.3f);
    Arrays.fill(stream, 3 * RATE, 3 * RATE + 400, 0);
    voice.hear(stream);

    assertThat(voice.quietest(2L * RATE, 4L * RATE)).isBetween(3L * RATE, 3L * RATE + 400);
  }

  private List<Endpoint> hear(float[] samples, int chunk) {
    return hearAll(new VoiceDetector(RATE, 0.5), samples, chunk);
  }

  private static List<Endpoint> hearAll(VoiceDetector voice, float[] samples, int chunk) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (int at = 0; at < samples.length; at += chunk) {
      endpoints.addAll(
          voice.hear(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + chunk))));
    }
    return endpoints;
  }

  private static boolean isSpeech(List<Endpoint> endpoints, long sample) {
    boolean speech = false;
    for (Endpoint endpoint : endpoints) {
      if (endpoint.sample() > sample) {
        return speech;
      }
      speech = endpoint instanceof Endpoint.SpeechStart;
    }
    return speech;
  }

  private static float[] noise(int seconds, float loudness) {
    Random random = new Random(3);
    float[] noise = new float[seconds * RATE];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = loudness * (2 * random.nextFloat() - 1);
    }
    return noise;
  }
}
