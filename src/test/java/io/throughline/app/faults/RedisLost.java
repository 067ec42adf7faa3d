package io.throughline.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Redis forgets everything, then dies, and comes back when the work is done. */
final class RedisLost implements Scenario {

  private static final Duration RECONCILED = Duration.ofSeconds(60);

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    Instant start = Instant.now();
    int jobs = harness.scale().some();
    try (Load load = harness.load(row)) {
      CompletableFuture<Void> first = load.submit(jobs / 2, "transcribe=20;align=20");
      harness.awaitCompleted(load, jobs / 4);
      harness.cluster().redis().flush();
      first.join();
      harness.cluster().redis().kill();
      load.submit(jobs - jobs / 2, "transcribe=20;align=20").join();
      Instant submitted = Instant.now();
      harness.awaitEnded(load);
      Duration took = Duration.between(submitted, Instant.now());
      harness.cluster().redis().start();
      assertThat(took).isLessThan(RECONCILED);
      return harness
          .judge(load, start)
          .with("all done " + FaultTable.seconds(took) + " s after the last submit");
    }
  }
}
