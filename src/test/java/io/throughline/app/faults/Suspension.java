package io.throughline.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.Await;
import io.throughline.app.it.LibertyServer;
import java.time.Duration;
import java.time.Instant;

/** A node stands still in the middle of its jobs, longer than its leases, and then goes on. */
final class Suspension implements Scenario {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    Instant start = Instant.now();
    try (Load load = harness.load(row)) {
      load.submit(harness.scale().some(), "transcribe=400;align=400").join();
      Node node = harness.busy(load);
      LibertyServer server = node.server();
      server.suspend();
      Instant suspended = Instant.now();
      try {
        Await.until(
            "two leases have passed",
            LIMIT,
            () -> Instant.now().isAfter(suspended.plus(Harness.LEASE.multipliedBy(2))));
      } finally {
        server.resume();
      }
      Verdict verdict = harness.judge(load, start);
      long refused =
          harness.collector().spans().all().stream()
              .filter(span -> "lease_lost".equals(span.attributes().get("task.status")))
              .filter(span -> process(span.resource()).startsWith(node.name()))
              .count();
      assertThat(refused).isPositive();
      return verdict.with(refused + " late attempts refused");
    }
  }

  private static String process(java.util.Map<String, String> resource) {
    return resource.get("service.instance.id");
  }
}
