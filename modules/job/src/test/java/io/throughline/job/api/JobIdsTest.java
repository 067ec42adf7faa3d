package io.throughline.job.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.control.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobIdsTest {

  private final SettableClock clock = new SettableClock();

  @Test
  void anIdIsAUuidOfVersionSevenThatHoldsItsTime() {
    UUID id = UUID.fromString(JobIds.next(clock));

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(clock.millis());
  }

  @Test
  void idsOfDifferentMillisecondsSortByTime() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      ids.add(JobIds.next(clock));
      clock.advance(Duration.ofMillis(1));
    }

    assertThat(ids).isSorted();
  }

  @Test
  void idsOfTheSameMillisecondDiffer() {
    assertThat(Stream.generate(() -> JobIds.next(clock)).limit(1000)).doesNotHaveDuplicates();
  }
}
