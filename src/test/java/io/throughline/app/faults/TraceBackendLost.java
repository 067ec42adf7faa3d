package io.throughline.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.collector.HttpCollector.Mode;
import java.time.Instant;

/** The trace backend fails in each way it knows; its spans are lost, nothing else is. */
final class TraceBackendLost implements Scenario {

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    Instant start = Instant.now();
    Mode[] modes = Mode.values();
    int jobs = Math.max(1, harness.scale().some() / modes.length);
    try (Load load = harness.load(row)) {
      for (Mode mode : modes) {
        harness.collector().turn(mode);
        load.submit(jobs, "transcribe=20;align=20").join();
        harness.awaitEnded(load);
        assertThat(harness.fleet().nodes()).allMatch(Fleet::isReady);
      }
      harness.collector().turn(Mode.WORKING);
      return harness
          .judgeUntraced(load, start)
          .with((modes.length - 1) + " failures; more in CollectorOutageIT");
    }
  }
}
