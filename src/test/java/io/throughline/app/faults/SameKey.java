package io.throughline.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

/** A hundred requests with one key, on all nodes at once. */
final class SameKey implements Scenario {

  private static final int REQUESTS = 100;

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    Instant start = Instant.now();
    try (Load load = harness.load(row)) {
      load.submitTheSame(REQUESTS, "transcribe=20;align=20").join();
      Verdict verdict = harness.judge(load, start);
      assertThat(harness.rows(load).jobs()).hasSize(1);
      return verdict.with(REQUESTS + " requests on three nodes, 1 job");
    }
  }
}
