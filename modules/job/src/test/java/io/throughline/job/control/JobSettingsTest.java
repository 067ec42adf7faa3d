package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobSettingsTest {

  @Test
  void aServerWithoutWorkersIsRefusedByTheNameOfTheSetting() {
    assertThatThrownBy(() -> settings(0, 30, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("throughline.job.workers must be at least 1");
  }

  @Test
  void aLeaseThatTwoLostHeartbeatsWouldEndIsRefused() {
    assertThatThrownBy(() -> settings(1, 29, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("throughline.job.heartbeat");
    assertThatCode(() -> settings(1, 30, 10)).doesNotThrowAnyException();
  }

  @Test
  void aRetentionThatMeansNothingIsRefusedByTheNameOfTheSetting() {
    assertThatThrownBy(() -> settings(1, 30, 3, -2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("throughline.job.retention must be a number of days, 0 or -1");
  }

  private static JobSettings settings(int workers, int lease, int heartbeat) {
    return settings(workers, lease, heartbeat, -1);
  }

  private static JobSettings settings(int workers, int lease, int heartbeat, int retention) {
    return new JobSettings(
        "node",
        workers,
        Duration.ofSeconds(lease),
        Duration.ofSeconds(heartbeat),
        Duration.ofSeconds(1),
        3,
        3,
        1000,
        retention,
        Path.of("work"),
        true);
  }
}
