package io.throughline.inference.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=10 | 10",
        "Wait=10 | 10",
        "wait=\"10\" | 10",
        "wait = 10 | 10",
        "wait=0 | 0",
        "wait=86400 | 86400",
        "handling=lenient, wait=7 | 7",
        "respond-async, wait=7; foo=bar | 7"
      })
  void aWaitIsReadAsSeconds(String header, long seconds) {
    assertThat(Preference.of(header).waitFor()).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wait", "wait=", "wait=-1", "wait=ten", "wait=1.5", "await=3"})
  void whatIsNotUnderstoodIsIgnored(String header) {
    assertThat(Preference.of(header)).isEqualTo(new Preference(Optional.empty(), false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"respond-async", "Respond-Async", "wait=3,respond-async"})
  void aCallerMayPreferNotToWait(String header) {
    assertThat(Preference.of(header).respondAsync()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=3", "do-not-respond-asynchronously"})
  void otherwiseItMayWait(String header) {
    assertThat(Preference.of(header).respondAsync()).isFalse();
  }

  @Test
  void noHeaderIsNoPreference() {
    assertThat(Preference.of(null)).isEqualTo(new Preference(Optional.empty(), false));
  }
}
