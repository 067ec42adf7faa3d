package io.throughline.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.faults.Proxy.Trouble;
import java.time.Duration;
import java.time.Instant;

/** Everything that nodes share is reached late, and connections to it are reset now and then. */
final class BadNetwork implements Scenario {

  private static final Trouble TROUBLE = new Trouble(Duration.ofMillis(20), 4);

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    Instant start = Instant.now();
    try (Load load = harness.load(row)) {
      harness.network().forEach(proxy -> proxy.make(TROUBLE));
      int resets = resets(harness);
      load.submit(harness.scale().some(), "transcribe=20;align=20").join();
      harness.awaitEnded(load);
      harness.network().forEach(proxy -> proxy.make(Trouble.NONE));
      int made = resets(harness) - resets;
      assertThat(made).isPositive();
      return harness.judge(load, start).with(made + " resets, up to 20 ms for each piece");
    }
  }

  private static int resets(Harness harness) {
    return harness.network().stream().mapToInt(Proxy::resets).sum();
  }
}
