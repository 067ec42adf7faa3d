package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UploadLimitsTest {

  @Test
  void defaultsShouldBeAsDocumented() {
    UploadLimits limits = UploadLimits.defaults();
    assertThat(limits)
        .isEqualTo(
            new UploadLimits(
                2_147_483_648L,
                100,
                65_536,
                1024,
                Duration.ofSeconds(10),
                Duration.ofHours(4),
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                1_073_741_824L));
    assertThat(limits.withMaxBytes(5).maxBytes()).isEqualTo(5);
    assertThat(limits.withMaxDuration(Duration.ofMinutes(1)).maxDuration())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void limitsThatAllowNothingShouldBeRefused() {
    UploadLimits limits = UploadLimits.defaults();
    assertThatThrownBy(() -> limits.withMaxBytes(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxBytes");
    assertThatThrownBy(() -> limits.withMaxDuration(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxDuration");
  }
}
