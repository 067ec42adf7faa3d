package io.throughline.app.faults;

import io.throughline.app.it.ServerFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;

/** One node runs an older version of the server; it is killed, and so is one of the others. */
final class TwoVersions implements Scenario {

  private static final String OLDER = "throughline.faults.older-war";

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    String war = System.getProperty(OLDER, "");
    Assumptions.assumeFalse(war.isEmpty(), "needs -D" + OLDER + ", the WAR of an older version");
    Instant start = Instant.now();
    int jobs = harness.scale().some();
    Node older = harness.fleet().node(2);
    try (Load load = harness.load(row)) {
      older.change(Path.of(war));
      harness.fleet().awaitAllUp();
      CompletableFuture<Void> submitted = load.submit(jobs, "transcribe=150;align=150");
      harness.awaitCompleted(load, jobs / 4);
      older.kill();
      harness.awaitCompleted(load, jobs / 2);
      harness.fleet().node(0).kill();
      submitted.join();
      return harness.judge(load, start).with("one node of three was the older version");
    } finally {
      older.change(ServerFiles.built("war"));
      harness.fleet().awaitAllUp();
    }
  }
}
