package io.throughline.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.Await;
import io.throughline.app.it.LibertyServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;

/** A server on its own, whose disk is small, gets full under load and then has room again. */
final class FullDisk implements Scenario {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** No answer, busy key, away, no room. */
  private static final Set<Integer> HONEST = Set.of(0, 409, 503, 507);

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    Path disk = Files.createDirectories(harness.directory().resolve("disk"));
    Assumptions.assumeTrue(
        command("mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", disk.toString()),
        "needs the right to mount a small tmpfs");
    try {
      return runOn(disk, harness, row);
    } finally {
      command("umount", disk.toString());
    }
  }

  private static Verdict runOn(Path disk, Harness harness, String row) throws Exception {
    Node node =
        harness.node(
            "small", new LibertyServer("small").with("throughline.data.dir", disk.toString()));
    String url = "jdbc:h2:" + disk.resolve("throughline") + EmbeddedKills.H2_MODE;
    Evidence evidence =
        new Evidence(
            () -> DriverManager.getConnection(url, "throughline", "throughline"),
            Objects.in(disk.resolve("objects")),
            harness.executions(),
            harness.collector().spans());
    int jobs = harness.scale().some();
    Fleet fleet = new Fleet(List.of(node));
    try (Load load = new Load(fleet, row)) {
      CompletableFuture<Void> before = load.submit(jobs / 2, "transcribe=100;align=100");
      EmbeddedKills.awaitCompleted(node, jobs / 4);
      Path ballast = fill(disk);
      CompletableFuture<Void> during = load.submit(jobs / 2, "transcribe=100;align=100");
      Await.until("the disk is found full", LIMIT, () -> wasRefused(load));
      Files.delete(ballast);
      before.join();
      during.join();
      EmbeddedKills.awaitCompleted(node, load.accepted().size());
      assertThat(HONEST).containsAll(load.refusals().keySet());
      fleet.close();
      return evidence
          .judge(load, Map.of(), fleet.deaths())
          .with("answers while it was full: " + load.refusals());
    } finally {
      fleet.close();
    }
  }

  private static boolean wasRefused(Load load) {
    return load.refusals().keySet().stream().anyMatch(status -> status >= 500);
  }

  /** Takes all the room there is. */
  private static Path fill(Path disk) throws IOException {
    Path ballast = disk.resolve("ballast");
    FileStore store = Files.getFileStore(disk);
    byte[] block = new byte[64 * 1024];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (store.getUsableSpace() > 0) {
        out.write(block, 0, (int) Math.min(block.length, store.getUsableSpace()));
      }
    } catch (IOException full) {
      // as intended
    }
    assertThat(store.getUsableSpace()).isLessThan(block.length);
    return ballast;
  }

  private static boolean command(String... words) throws InterruptedException {
    try {
      return new ProcessBuilder(words).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
