package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromQlTest {

  @Test
  void metricsAreFoundAmongFunctionsLabelsAndWords() {
    assertThat(
            PromQl.metrics(
                "histogram_quantile(0.95, sum by (le, job_type) (rate(a_bucket{x=~\"b|c\"}[5m])))"
                    + " > 14.4 * 0.001 and d:ratio_rate1h == 0 or max(e) unless on (f) g offset 1h"))
        .containsExactlyInAnyOrder("a_bucket", "d:ratio_rate1h", "e", "g");
  }
}
