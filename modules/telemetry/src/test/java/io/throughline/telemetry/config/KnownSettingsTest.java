package io.throughline.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {

  @Test
  void whatNothingReadsIsNamedAndOtherPeoplesVariablesAreNot() {
    assertThat(
            KnownSettings.unknown(
                Set.of("THROUGHLINE_JOB_WORKER", "THROUGHLINE_DATA_DIR", "HOME", "OTEL_X"),
                Set.of("THROUGHLINE_DATA_DIR", "THROUGHLINE_JOB_WORKERS")))
        .containsExactly("THROUGHLINE_JOB_WORKER");
  }
}
