package io.throughline.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.Attributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {

  private final Series series = new Series(List.of("job.type", "outcome"));

  @Test
  void aThousandInventedValuesMakeALimitedNumberOfSeries() {
    Set<Attributes> made = new HashSet<>();

    for (int i = 0; i < 1_000; i++) {
      made.add(series.of(List.of("invented-" + i, "failed")));
    }

    assertThat(made).hasSize(Series.LIMIT + 1);
    assertThat(made).contains(attributes(Series.OTHER, Series.OTHER));
  }

  @Test
  void valuesKnownBeforeTheFloodKeepTheirSeries() {
    Attributes known = series.of(List.of("transcription", "completed"));

    for (int i = 0; i < 1_000; i++) {
      series.of(List.of("invented-" + i, "failed"));
    }

    assertThat(series.of(List.of("transcription", "completed"))).isSameAs(known);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "\u001b[31m", "\u2028", "\ud800", "naïve", "\u0000"})
  void aValueThatIsNoNameIsCountedAsOther(String value) {
    assertThat(series.of(List.of(value, "failed")))
        .isEqualTo(attributes(Series.OTHER, Series.OTHER));
  }

  @Test
  void aLongValueIsCountedAsOther() {
    assertThat(series.of(List.of("x".repeat(101), "failed")))
        .isEqualTo(attributes(Series.OTHER, Series.OTHER));
  }

  @Test
  void anEmptyValueLeavesTheLabelOut() {
    assertThat(series.of(List.of("transcription", "")).size()).isEqualTo(1);
  }

  @Test
  void aMissingValueIsAnErrorOfTheCaller() {
    assertThatThrownBy(() -> series.of(List.of("transcription")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Attributes attributes(String type, String outcome) {
    return Attributes.builder().put("job.type", type).put("outcome", outcome).build();
  }
}
