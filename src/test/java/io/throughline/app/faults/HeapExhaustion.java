package io.throughline.app.faults;

import java.time.Instant;
import java.util.Map;

/** One job among others takes all memory that there is. */
final class HeapExhaustion implements Scenario {

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    Instant start = Instant.now();
    int neighbours = harness.scale().some();
    try (Load load = harness.load(row)) {
      load.submit(neighbours / 2, "transcribe=100;align=100").join();
      load.submit(1, "transcribe=100;heap").join();
      load.submit(neighbours / 2, "transcribe=100;align=100").join();
      String greedy = row + "-" + (neighbours / 2 + 1);
      return harness
          .judge(load, start, Map.of(greedy, "failed"))
          .with("failed after 3 tries, its neighbours completed");
    }
  }
}
