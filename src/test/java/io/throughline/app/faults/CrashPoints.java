package io.throughline.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.faults.crash.CrashPoint;
import io.throughline.app.it.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Arms one crash point after the other; each must be reached by a process, and only by one. */
final class CrashPoints implements Scenario {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    Instant start = Instant.now();
    int jobs = Math.max(1, harness.scale().some() / CrashPoint.values().length);
    try (Load load = harness.load(row)) {
      for (CrashPoint point : CrashPoint.values()) {
        // one to halt, one to take over
        harness.fleet().awaitUp(2);
        point.arm(harness.fuses());
        CompletableFuture<Void> submitted = load.submit(jobs, "transcribe=20;align=20");
        Await.until(point + " is reached", LIMIT, () -> point.reached(harness.fuses()));
        submitted.join();
      }
      Verdict verdict = harness.judge(load, start);
      assertThat(verdict.kills()).isEqualTo(CrashPoint.values().length);
      return verdict.with(CrashPoint.values().length + " points, each reached once");
    }
  }
}
