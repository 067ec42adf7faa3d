package io.throughline.app.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Ends nodes again and again while the work is done.
 *
 * @param killed nodes that get SIGKILL each time
 * @param terminated other nodes that get SIGTERM at the same time
 */
record Kills(int killed, int terminated) implements Scenario {

  private static final String WORK = "transcribe=150;align=150";

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    Instant start = Instant.now();
    int jobs = harness.scale().many();
    int rounds = harness.scale().rounds();
    try (Load load = harness.load(row)) {
      CompletableFuture<Void> submitted = load.submit(jobs, WORK);
      for (int round = 0; round < rounds; round++) {
        harness.awaitCompleted(load, jobs * (round + 1) / (rounds + 1));
        strike(harness.fleet(), harness.busy(load));
      }
      submitted.join();
      return harness
          .judge(load, start)
          .with(terminated == 0 ? "" : rounds * terminated + " SIGTERM besides");
    }
  }

  private void strike(Fleet fleet, Node busy) {
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    int first = fleet.nodes().indexOf(busy);
    for (int i = 0; i < killed + terminated; i++) {
      Node node = fleet.node(first + i);
      boolean kill = i < killed;
      ends.add(CompletableFuture.runAsync(() -> end(node, kill)));
    }
    ends.forEach(CompletableFuture::join);
  }

  private static void end(Node node, boolean kill) {
    if (kill) {
      node.kill();
    } else {
      node.terminate();
    }
  }
}
