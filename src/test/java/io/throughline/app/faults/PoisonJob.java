package io.throughline.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;

/** One job among others halts whatever process runs it. */
final class PoisonJob implements Scenario {

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    Instant start = Instant.now();
    int neighbours = harness.scale().some();
    try (Load load = harness.load(row)) {
      load.submit(neighbours / 2, "transcribe=300;align=300").join();
      load.submit(1, "transcribe=300;halt").join();
      load.submit(neighbours / 2, "transcribe=300;align=300").join();
      String poison = row + "-" + (neighbours / 2 + 1);
      Verdict verdict = harness.judge(load, start, Map.of(poison, "dead"));
      assertThat(harness.rows(load).jobs().get(load.accepted().get(poison)).crashes()).isEqualTo(3);
      assertThat(verdict.kills()).isEqualTo(3);
      return verdict.with("dead after 3 crashes, its neighbours completed");
    }
  }
}
